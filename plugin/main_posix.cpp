#include "plugin/main.h"

int main(int argc, char** argv) {
  if (argc < 2) return plugin::Main({});
  return plugin::Main({argv + 1, argv + argc});
}
