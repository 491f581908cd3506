<#
.SYNOPSIS
Installs hcn-slice on this node, or upgrades it, also while pods come and go.

.DESCRIPTION
The executable is copied beside the one in use and tried; then the one in use is renamed to hcn-slice-<its
version>.exe, which Windows allows while it runs, and the new one takes its name. Then the conflist is written as a
temporary file and renamed, so that no runtime ever reads half of it. A conflist that is there and differs is kept as
<name>.before-<time>. Without -Conflist only the executable is installed. Failures of pods go to the Application log
too, as source hcn-slice. -WhatIf shows what would be done.

.PARAMETER Conflist
The network configuration to install: one of conflists\, edited for this node.

.PARAMETER BinDir
Where containerd looks for plugins (bin_dir).

.PARAMETER ConfDir
Where containerd looks for network configurations (conf_dir). It uses the first file there.

.PARAMETER Name
The conflist's name in ConfDir.

.PARAMETER GcEvery
Also registers the scheduled task "hcn-slice gc", which takes away what dead pods left, as often as this says
(1:00:00 is once an hour). containerd never asks for that itself. An earlier task of that name is replaced.

.EXAMPLE
.\install.ps1 -Conflist .\conflists\l2bridge.conflist -GcEvery 1:00:00
#>
#requires -Version 5.1
#requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess)]
param(
    [string]$Conflist,
    [string]$BinDir = "$env:ProgramFiles\containerd\cni\bin",
    [string]$ConfDir = "$env:ProgramFiles\containerd\cni\conf",
    [ValidatePattern('^[^\\/:]+\.conflist$')] [string]$Name = '10-hcn-slice.conflist',
    [ValidateScript({ $_ -ge [timespan]'0:05:00' })] [timespan]$GcEvery
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# A virus scanner may hold a new file for a moment.
function Move-File([string]$From, [string]$To) {
    for ($try = 1; ; $try++) {
        try { return [System.IO.File]::Move($From, $To) }
        catch [System.IO.IOException] {
            if ($try -eq 20) { throw }
            Start-Sleep -Milliseconds 250
        }
    }
}

function Test-Sums {
    foreach ($line in Get-Content "$PSScriptRoot\SHA256SUMS") {
        $sum, $file = $line -split '  ', 2
        $found = (Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $PSScriptRoot $file)).Hash
        if ($found -ne $sum) {
            Write-Warning "$file is not as it was packed: an edited conflist is fine, anything else is not."
            if ($file -like '*.exe') { throw "$file does not have the sum of SHA256SUMS: get the package again." }
        }
    }
}

function Get-Version([string]$Executable) {
    $version = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($Executable).ProductVersion
    if ($version) { $version } else { 'unknown' }
}

# A free name for the executable that goes: hcn-slice-0.1.0.exe, hcn-slice-0.1.0-2.exe and so on.
function Get-OldName([string]$Executable) {
    $base = Join-Path $BinDir "hcn-slice-$(Get-Version $Executable)"
    for ($number = 1; ; $number++) {
        $candidate = if ($number -eq 1) { "$base.exe" } else { "$base-$number.exe" }
        if (-not (Test-Path -LiteralPath $candidate)) { return $candidate }
    }
}

function Test-Executable([string]$Executable) {
    $said = & $Executable version
    if ($LASTEXITCODE -ne 0) { throw "$Executable does not run on this node: $said" }
    Write-Output "New executable: $said"
}

# What an earlier upgrade left, where nobody runs it any more.
function Remove-OldExecutables {
    Get-ChildItem -Path $BinDir -Filter 'hcn-slice-*.exe' | ForEach-Object {
        Remove-Item -LiteralPath $_.FullName -Force -ErrorAction SilentlyContinue
    }
}

function Install-Executable {
    $target = Join-Path $BinDir 'hcn-slice.exe'
    $new = Join-Path $BinDir "hcn-slice-new-$PID.exe"
    $null = New-Item -ItemType Directory -Force $BinDir
    Remove-OldExecutables
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'hcn-slice.exe') -Destination $new
    try {
        Test-Executable $new
        if (-not (Test-Path -LiteralPath $target)) { return (Move-File $new $target) }
        $old = Get-OldName $target
        Move-File $target $old
        try { Move-File $new $target } catch { Move-File $old $target; throw }
        Remove-OldExecutables
    } finally {
        if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Force }
    }
}

function Test-Conflist([string]$Text) {
    try { $document = ConvertFrom-Json $Text } catch { throw "$Conflist is no JSON: $_" }
    $plugins = $document.PSObject.Properties['plugins']
    if ($null -eq $plugins) { throw "$Conflist is no conflist: it has no plugins." }
    $types = $plugins.Value | Where-Object { $null -ne $_.PSObject.Properties['type'] } | ForEach-Object { $_.type }
    if ('hcn-slice' -notin @($types)) { throw "$Conflist has no plugin of type hcn-slice." }
}

function Install-Conflist {
    $text = [System.IO.File]::ReadAllText((Resolve-Path -LiteralPath $Conflist).ProviderPath)
    Test-Conflist $text
    $null = New-Item -ItemType Directory -Force $ConfDir
    $target = Join-Path $ConfDir $Name
    $temporary = "$target.tmp-$PID"
    [System.IO.File]::WriteAllText($temporary, $text, [System.Text.UTF8Encoding]::new($false))
    if (-not (Test-Path -LiteralPath $target)) { return (Move-File $temporary $target) }
    if ([System.IO.File]::ReadAllText($target) -eq $text) { return (Remove-Item -LiteralPath $temporary) }
    $before = "$target.before-$(Get-Date -Format 'yyyyMMdd-HHmmss')"
    [System.IO.File]::Replace($temporary, $target, $before)
    Write-Output "The earlier $Name is now $before."
}

function Show-Others {
    $first = Get-ChildItem -Path $ConfDir | Where-Object { $_.Extension -in '.conf', '.conflist', '.json' } |
        Sort-Object -Property 'Name' | Select-Object -First 1
    if ($first.Name -ne $Name) {
        Write-Warning "containerd uses the first configuration of ${ConfDir}, which is $($first.Name), not $Name."
    }
}

# Without it the Application log shows the text behind a complaint that nobody describes the event.
function Register-EventSource {
    if (-not [System.Diagnostics.EventLog]::SourceExists('hcn-slice')) {
        [System.Diagnostics.EventLog]::CreateEventSource('hcn-slice', 'Application')
    }
}

function Register-GcTask {
    $arguments = 'gc --apply --conflist "{0}"' -f (Join-Path $ConfDir $Name)
    $action = New-ScheduledTaskAction -Execute (Join-Path $BinDir 'hcn-slice.exe') -Argument $arguments
    $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).Add($GcEvery) -RepetitionInterval $GcEvery
    $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
    $settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -StartWhenAvailable `
        -ExecutionTimeLimit ([timespan]'0:10:00')
    $null = Register-ScheduledTask -TaskName 'hcn-slice gc' -Action $action -Trigger $trigger -Principal $principal `
        -Settings $settings -Description 'Takes away what pods left that went without a DEL.' -Force
}

Test-Sums
if ($null -eq (Get-Service -Name 'hns' -ErrorAction SilentlyContinue)) {
    Write-Warning 'This host has no service hns: pods need the Containers feature, and a restart after installing it.'
}
if ($PSCmdlet.ShouldProcess($BinDir, 'install hcn-slice.exe')) { Install-Executable }
if ($PSCmdlet.ShouldProcess('Application log', 'register source hcn-slice')) { Register-EventSource }
if ($PSBoundParameters.ContainsKey('GcEvery') -and $PSCmdlet.ShouldProcess('hcn-slice gc', 'register task')) {
    Register-GcTask
}
# Last: from here on the runtime calls the executable.
if ($Conflist -and $PSCmdlet.ShouldProcess((Join-Path $ConfDir $Name), "write $Conflist")) {
    Install-Conflist
    Show-Others
}
Write-Output "hcn-slice is in $BinDir."
