<#
.SYNOPSIS
What the DaemonSet runs on each Windows node: installs hcn-slice, then sweeps once an hour for as long as it lives.

.DESCRIPTION
The executable and, last, the conflist are put in place by install.ps1, which may be run again at any time. The conflist
is the one of the ConfigMap. Where it has "slice": "NODE_POD_CIDRS", the pod CIDRs that the cluster gave this node
(spec.podCIDRs) are written there; until the node has some, nothing is installed.

.PARAMETER Conflist
The conflist of the ConfigMap.

.PARAMETER BinDir
As given to install.ps1.

.PARAMETER ConfDir
As given to install.ps1.

.PARAMETER SweepEvery
How often "hcn-slice gc --apply" runs: containerd never asks for that itself.
#>
#requires -Version 5.1
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string]$Conflist,
    [string]$BinDir = "$env:ProgramFiles\containerd\cni\bin",
    [string]$ConfDir = "$env:ProgramFiles\containerd\cni\conf",
    [timespan]$SweepEvery = '1:00:00'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$account = Join-Path $env:CONTAINER_SANDBOX_MOUNT_POINT 'var\run\secrets\kubernetes.io\serviceaccount'
$placeholder = '"NODE_POD_CIDRS"'

# curl takes the token from its stdin: a command line can be read by others.
function Get-Node {
    $token = [System.IO.File]::ReadAllText((Join-Path $account 'token'))
    $server = "https://$($env:KUBERNETES_SERVICE_HOST):$($env:KUBERNETES_SERVICE_PORT)"
    $answer = "header = `"Authorization: Bearer $token`"" | & curl.exe --silent --show-error --fail --ssl-no-revoke `
        --cacert (Join-Path $account 'ca.crt') --config - "$server/api/v1/nodes/$env:NODE_NAME"
    if ($LASTEXITCODE -ne 0) { throw "curl could not get node $env:NODE_NAME from ${server}: exit code $LASTEXITCODE" }
    ConvertFrom-Json ($answer -join "`n")
}

function Get-PodCidrs {
    for (;;) {
        $spec = (Get-Node).spec
        if ($null -ne $spec.PSObject.Properties['podCIDRs']) { return @($spec.podCIDRs) }
        Write-Host "Node $env:NODE_NAME has no podCIDRs yet: trying again in 10 seconds."
        Start-Sleep -Seconds 10
    }
}

function Write-Conflist([string]$File) {
    $text = [System.IO.File]::ReadAllText($Conflist)
    if ($text.Contains($placeholder)) {
        $cidrs = @(Get-PodCidrs) | ForEach-Object { "`"$_`"" }
        $text = $text.Replace($placeholder, "[$($cidrs -join ', ')]")
    }
    [System.IO.File]::WriteAllText($File, $text, [System.Text.UTF8Encoding]::new($false))
}

$package = Split-Path -Parent $PSScriptRoot
$filled = Join-Path ([System.IO.Path]::GetTempPath()) "hcn-slice-$PID.conflist"
Write-Conflist $filled
& (Join-Path $package 'install.ps1') -Conflist $filled -BinDir $BinDir -ConfDir $ConfDir
Remove-Item -LiteralPath $filled
for (;;) {
    Start-Sleep -Seconds ([int]$SweepEvery.TotalSeconds)
    & (Join-Path $BinDir 'hcn-slice.exe') gc --apply --conflist (Join-Path $ConfDir '10-hcn-slice.conflist')
    if ($LASTEXITCODE -notin 0, 3) { Write-Warning "The sweep failed with exit code $LASTEXITCODE." }
}
