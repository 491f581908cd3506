#pragma once

namespace plugin {

// From here on a crash or an abort ends the process at once. Windows would otherwise show a window
// and wait, and nobody sits before a node.
void ShowNoDialogs();

}  // namespace plugin
