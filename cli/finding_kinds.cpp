#include <array>

#include "cli/finding.h"

namespace cli {
namespace {

using enum Severity;

constexpr auto kKinds = std::to_array<FindingKind>({
    {"hns-hangs", kError,
     "HNS is stuck: every ADD and DEL of this node ends with code 11 at its deadline. What they "
     "began is on record.",
     "Get-Process -Id (Get-CimInstance Win32_Service -Filter \"Name='hns'\").ProcessId shows the "
     "service. Restart-Service hns -Force ends the hang; it may take the endpoints of running "
     "pods, "
     "and then `hcn-slice doctor` says so."},
    {"hns-down", kError,
     "No pod of this node can be started or deleted until HNS answers. Nothing is lost: addresses "
     "stay on record.",
     "Get-Service hns; Start-Service hns. Why it ended is in the event log "
     "Microsoft-Windows-Host-Network-Service-Admin."},
    {"hns-denied", kError, "This user may not ask HNS, so that nothing of the node could be seen.",
     "Run it as administrator or SYSTEM (a HostProcess container runs as SYSTEM)."},
    {"hns-missing", kError, "This Windows cannot do container networking at all.",
     "Install-WindowsFeature Containers; Restart-Computer. Windows Server 2019 is the oldest that "
     "has HCN."},
    {"hns-failed", kError, "HNS answers, but not to what every ADD asks it first.", "{}"},
    {"hns-too-old", kError, "Every ADD with this configuration fails on this host.",
     "Update Windows on this node, or take this out of the configuration."},
    {"hns-answers", kInfo, "HNS works. The version says more than the build of Windows.", ""},

    {"conflist-missing", kError,
     "The runtime never calls hcn-slice; the node is NotReady (\"cni plugin not initialized\"), or "
     "uses another plugin.",
     "Put a configuration there, or name the folder that containerd has as conf_dir: "
     "hcn-slice doctor --conflist FILE"},
    {"conflist-shadowed", kError,
     "containerd takes the file that sorts first and no other: pods are made without hcn-slice.",
     "Move {} away when it is not meant, or give ours a name that sorts before it."},
    {"conflist-bom", kError,
     "containerd reads no file that begins with a byte order mark, and then none at all: the node "
     "is NotReady.",
     "Save it as UTF-8 without BOM. In PowerShell: [IO.File]::WriteAllText('{}', $text)"},
    {"conflist-utf16", kError,
     "containerd reads UTF-8 only, and then no file at all: the node is NotReady. PowerShell's > "
     "and Out-File write UTF-16.",
     "Save it as UTF-8 without BOM. In PowerShell: [IO.File]::WriteAllText('{}', $text)"},
    {"conflist-broken", kError,
     "containerd stops at a file that it cannot read and uses none: the node is NotReady.",
     "Correct {}, or move it away when it is not meant."},
    {"conflist-wrong-name", kWarning,
     "containerd reads names that end in .conflist, .conf or .json, in lower case, and passes over "
     "all others.",
     "Rename it to {}"},
    {"conflist-version-too-new", kWarning,
     "containerd older than 2.0 refuses every result of this version: pods stay in "
     "ContainerCreating.",
     "Write \"cniVersion\": \"1.0.0\", \"cniVersions\": [\"1.0.0\", \"1.1.0\"]: both generations "
     "read that."},
    {"conflist-duplicate", kWarning,
     "Only the first file counts; what is changed in the other one changes nothing.",
     "Move {} away, or give it a name and a network.owner of its own."},
    {"plugin-missing", kError,
     "The runtime does not find a program that the configuration names, and every ADD fails before "
     "it begins.",
     "Put {} there, or name containerd's bin_dir right."},
    {"conflist-used", kInfo, "This is what the runtime goes by.", ""},
    {"conflist-not-used", kInfo,
     "containerd reads the first file only. Multus, nerdctl and cnitool may ask for others by "
     "name.",
     ""},

    {"configuration-invalid", kError,
     "Every ADD fails with code 6 or 7 before anything is made. DEL and GC work all the same.",
     "Correct it; `hcn-slice validate FILE` names all that is wrong at once."},
    {"slice-file-unusable", kError,
     "Nothing says which addresses this node hands out: every ADD fails with code 11 or 7.",
     "See whether the overlay's agent runs (flannel writes the file when the node has its subnet), "
     "and whether sliceFile names the right one."},

    {"network-missing", kError, "No pod can be started: ADD must not make this network by itself.",
     "{}"},
    {"network-drift", kError,
     "Pods of this owner are refused with code 104, so that none gets into the wrong network.",
     "{}"},
    {"network-conflict", kError,
     "Two owners of this node would hand out the same addresses: ADD is refused with code 7.",
     "{}; `hcn-slice network list` shows who has which."},
    {"marker-unreadable", kWarning,
     "The record of this node's networks cannot be used: those that HCN has are used all the same, "
     "but none is made.",
     "{}: networks that HCN still has are adopted again."},
    {"marker-problem", kWarning, "An entry is passed over; the others are used.",
     "Correct or remove the entry in {}"},
    {"network-live", kInfo, "It is what the configuration and the record mean.", ""},
    {"network-absent", kInfo,
     "It is not there now; the next ADD makes it, under the same id where it is on record.", ""},
    {"marker-foreign", kInfo,
     "It is another program's and only read; networkMarkerShared would have it written, too.", ""},

    {"slice-full", kError,
     "Pods that need an address stay in ContainerCreating; ADD ends with code 11 and says who "
     "holds "
     "the slice.",
     "`hcn-slice gc` shows what dead pods left, `hcn-slice gc --apply` takes it away. If nothing "
     "is to be collected, the slice is too small for this node."},
    {"slice-nearly-full", kWarning, "Soon pods of this node get no address any more.",
     "`hcn-slice gc` shows what dead pods left. If nothing is to be collected, lower the node's "
     "max-pods or give it a larger slice."},
    {"slice-use", kInfo, "Addresses in use are the names in the records folder.", ""},

    {"endpoints-lost", kError,
     "HNS was restarted and has lost the endpoints of pods that run: they have no network, and get "
     "none by themselves.",
     "Delete these pods, so that they are made anew; their DEL frees the addresses."},
    {"records-lost", kError,
     "It is not the folder with which those pods were started, or what was in it is gone: nothing "
     "knows which addresses are theirs, and gc refuses.",
     "Name the right folder as stateDir. If it is lost, delete the pods one by one: DEL finds "
     "their "
     "endpoints without a record."},
    {"orphans", kWarning,
     "Pods that are gone still hold addresses. An ADD that finds the slice full takes them away by "
     "itself.",
     "`hcn-slice gc` shows each with its reason, `hcn-slice gc --apply` takes them away."},
    {"half-made", kWarning,
     "There is a record and no endpoint: ADD died on its way, or HCN has lost it. The addresses "
     "stay "
     "in use.",
     "DEL of the pod settles it, and so does `hcn-slice gc --apply` once its namespace is gone."},
    {"endpoints-unrecorded", kWarning,
     "These live pods have lost their record: the slice counts their addresses as free, and only "
     "HCN refuses to give them again.",
     "`hcn-slice gc --apply` gives them their records back."},
    {"foreign-holders", kWarning,
     "Somebody else's endpoint has an address of this node's slice. ADD passes over it.",
     "Find out who makes them (hnsdiag list endpoints). Give that one another range, or list the "
     "addresses under \"reserved\" of the slice."},
    {"attachments", kInfo, "Each has its record, its endpoint, and the namespace that this is in.",
     ""},
    {"resting", kInfo,
     "Somebody else's endpoint had the address when a pod was to get it: it is not handed out.",
     ""},

    {"state-folder-unsafe", kError,
     "Every verb is refused (code 5): whoever may write there could have other pods' endpoints "
     "deleted.",
     "{}"},
    {"state-folder-unreadable", kError,
     "Nothing can be said of what is on record, and every verb fails the same way.",
     "Run it as administrator; otherwise look at the disk and at the folder's rights."},
    {"record-unreadable", kWarning,
     "Its addresses stay in use, so that none is handed out twice; a pod that runs goes on.",
     "Delete its pod: DEL settles it by name. Where there is no such pod any more, see that HCN "
     "has "
     "no endpoint of its id, and move the file away: {}"},
    {"quarantine", kWarning,
     "A record or the network marker could not be understood; copies and reasons were kept.",
     "Read the files that end in .reason, mend what they name, and then remove the copies in {}: "
     "nothing reads them."},
    {"state-folder-new", kInfo, "No pod has been started with it yet.", ""},

    {"log-unwritable", kWarning,
     "Pods are not affected, but when something fails nothing will say why.",
     "Look at the disk and at the rights of {}, or name another log.file."},
    {"log-too-big", kWarning, "It is not rotated any more, and fills the disk.",
     "See who holds it open or may not rename in its folder, and move {} away."},
    {"log-fine", kInfo, "One line for each verb, and the reason of each failure.", ""},

    {"antivirus-scans", kWarning,
     "Defender looks at every file that a pod's start opens: it is slower, and files may be locked "
     "for moments.",
     "In PowerShell: Add-MpPreference -ExclusionPath {}"},
    {"antivirus-excluded", kInfo, "Defender leaves what a pod's start opens alone.", ""},

    {"check-failed", kWarning, "Something could not be looked at, and may be wrong, too.",
     "Mend what is said above and run `hcn-slice doctor` again."},
    {"not-looked-at", kInfo, "Nothing is said of it, neither that it is well nor that it is not.",
     ""},
});

}  // namespace

std::span<const FindingKind> FindingKinds() { return kKinds; }

}  // namespace cli
