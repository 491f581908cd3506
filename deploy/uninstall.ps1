<#
.SYNOPSIS
Takes hcn-slice off this node, once no pod needs it any more.

.DESCRIPTION
First the conflist goes, so that no pod is begun, then the executable. While there are records, pods still own
addresses and endpoints, and only hcn-slice can give them back: the script then stops, with everything in its place.
Drain the node first. Networks that hcn-slice made stay in HCN; the script names them. "hcn-slice.exe purge --yes",
while it is still there, takes them away too. The scheduled task goes with the executable. -WhatIf shows what would be
done.

.PARAMETER BinDir
As given to install.ps1.

.PARAMETER ConfDir
As given to install.ps1.

.PARAMETER Name
As given to install.ps1.

.PARAMETER StateDir
The state folder (stateDir of the conflist).

.PARAMETER RemoveState
Removes the state folder too: log, marker of the networks, quarantine.

.PARAMETER Force
Goes on although there are records. Their endpoints stay in HCN until somebody removes them there.
#>
#requires -Version 5.1
#requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$BinDir = "$env:ProgramFiles\containerd\cni\bin",
    [string]$ConfDir = "$env:ProgramFiles\containerd\cni\conf",
    [ValidatePattern('^[^\\/:]+\.conflist$')] [string]$Name = '10-hcn-slice.conflist',
    [string]$StateDir = "$env:ProgramData\hcn-slice",
    [switch]$RemoveState,
    [switch]$Force
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-Attachments {
    $records = Join-Path $StateDir 'records'
    if (Test-Path -LiteralPath $records) { Get-ChildItem -LiteralPath $records -Filter '*.json' }
}

function Show-Networks {
    $marker = Join-Path $StateDir 'networks.json'
    if (-not (Test-Path -LiteralPath $marker)) { return }
    foreach ($network in (ConvertFrom-Json ([System.IO.File]::ReadAllText($marker))).networks) {
        if ($null -ne $network.PSObject.Properties['createdBy']) {
            Write-Output "Network $($network.name) stays in HCN. To remove it: hnsdiag delete networks $($network.id)"
        }
    }
}

# The conflist is aside while the records are counted, so that no pod begins meanwhile.
function Remove-Conflist {
    $conflist = Join-Path $ConfDir $Name
    $aside = "$conflist.removed-$PID"
    if (Test-Path -LiteralPath $conflist) { [System.IO.File]::Move($conflist, $aside) }
    $attachments = @(Get-Attachments)
    if ($attachments.Count -gt 0 -and -not $Force) {
        if (Test-Path -LiteralPath $aside) { [System.IO.File]::Move($aside, $conflist) }
        throw "$($attachments.Count) records are in $StateDir\records, so pods still own addresses: drain the node first."
    }
    if (Test-Path -LiteralPath $aside) { Remove-Item -LiteralPath $aside -Force }
}

function Remove-GcTask {
    Get-ScheduledTask -TaskName 'hcn-slice gc' -ErrorAction SilentlyContinue | Unregister-ScheduledTask -Confirm:$false
}

function Remove-Executables {
    Get-ChildItem -Path $BinDir -ErrorAction SilentlyContinue |
        Where-Object { $_.Name -eq 'hcn-slice.exe' -or $_.Name -like 'hcn-slice-*.exe' } |
        ForEach-Object { Remove-Item -LiteralPath $_.FullName -Force }
}

function Remove-EventSource {
    if ([System.Diagnostics.EventLog]::SourceExists('hcn-slice')) {
        [System.Diagnostics.EventLog]::DeleteEventSource('hcn-slice')
    }
}

if ($PSCmdlet.ShouldProcess((Join-Path $ConfDir $Name), 'remove')) { Remove-Conflist }
if ($PSCmdlet.ShouldProcess('hcn-slice gc', 'remove task')) { Remove-GcTask }
if ($PSCmdlet.ShouldProcess($BinDir, 'remove hcn-slice.exe')) { Remove-Executables }
if ($PSCmdlet.ShouldProcess('Application log', 'remove source hcn-slice')) { Remove-EventSource }
Show-Networks
if ($RemoveState -and (Test-Path -LiteralPath $StateDir) -and $PSCmdlet.ShouldProcess($StateDir, 'remove')) {
    Remove-Item -LiteralPath $StateDir -Recurse -Force
}
Write-Output 'hcn-slice is uninstalled.'
