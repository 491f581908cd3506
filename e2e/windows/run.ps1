<#
.SYNOPSIS
The life of a pod on this Windows host, and the questions of docs/unverified.md, one row of a table each.

.DESCRIPTION
Makes HCN networks 10.213.<row>.0/24 of the types Internal and NAT, endpoints and namespaces, all with names that begin
with hcn-slice-question, and removes them. Binds no adapter. Needs Administrator and the Containers feature.

The exit code is 1 when a step of the life failed, 3 when a row is not as docs/unverified.md assumes, and 0 otherwise.

.PARAMETER Executable
hcn-slice.exe.

.PARAMETER Package
The unpacked package, for the question about install.ps1.

.PARAMETER RestartService
Asks also what needs Restart-Service hns: the containers of this host may lose their network.

.PARAMETER Reboot
Before leaves a network of each type, an endpoint and a namespace; reboot; After tells what is left, and removes it.

.PARAMETER Only
The numbers to ask. The life of the pod is then left out.

.PARAMETER Table
A file that also gets the table, as Markdown.

.EXAMPLE
.\run.ps1 -Executable C:\hcn-slice\hcn-slice.exe -Package C:\hcn-slice
#>
#requires -Version 5.1
#requires -RunAsAdministrator
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string]$Executable,
    [string]$Package,
    [switch]$RestartService,
    [ValidateSet('Before', 'After')] [string]$Reboot,
    [int[]]$Only,
    [string]$Table
)
$ErrorActionPreference = 'Stop'
$Executable = (Resolve-Path $Executable).Path
if ($Package) { $Package = (Resolve-Path $Package).Path }
$Work = Join-Path ([System.IO.Path]::GetTempPath()) "hcn-slice-e2e-$PID"
$StateDir = Join-Path $Work 'state'
$Kept = Join-Path $env:ProgramData 'hcn-slice-reboot.json'
. "$PSScriptRoot\host.ps1"
. "$PSScriptRoot\life.ps1"
. "$PSScriptRoot\questions.ps1"
. "$PSScriptRoot\file_questions.ps1"

function Get-HostVersion {
    $service = [System.Diagnostics.FileVersionInfo]::GetVersionInfo("$env:SystemRoot\System32\hostnetsvc.dll")
    "Windows $([System.Environment]::OSVersion.Version), hostnetsvc.dll $($service.ProductVersion)"
}

function Invoke-Question([string]$Number) {
    $question = $Questions[$Number]
    $row = [pscustomobject]@{ Row = $Number; Question = $question.Text; Verdict = 'open'; Seen = '' }
    if ($question.RestartsService -and -not $RestartService) {
        $row.Seen = 'asked with -RestartService'
        return $row
    }
    try {
        $answer = & $question.Look
        $row.Verdict = $answer.Verdict
        $row.Seen = $answer.What
    } catch {
        $row.Seen = "could not be asked: $_"
    } finally { Remove-Made }
    $row
}

function Save-BeforeReboot {
    $endpoint = New-Endpoint (New-Network 12) 10
    $namespace = New-Namespace
    $null = Edit-Namespace $namespace 'Add' $endpoint.Id
    $null = New-Network 112 -Type 'NAT'
    Set-Content -Path $Kept -Value (ConvertTo-Document @($Made))
    Write-Output "Kept in ${Kept}: reboot now, then run this with -Reboot After."
}

function Get-AfterReboot {
    foreach ($object in Get-Content $Kept -Raw | ConvertFrom-Json) {
        $code = [Hcn]::Open($object.Kind, $object.Id).Code
        $what = "after a reboot: $($object.Kind) $($object.Id)"
        [pscustomobject]@{ Row = '12'; Question = $what; Verdict = 'seen'; Seen = $code }
        $Made.Add(@{ Kind = $object.Kind; Id = $object.Id })
    }
    Remove-Item $Kept
}

function Get-Rows {
    if ($Reboot) { return Get-AfterReboot }
    if (-not $Only) {
        try { Test-Life } catch { Fact 'all of it' 'could be asked' $_ }
    }
    $numbers = if ($Only) { $Only | ForEach-Object { "$_" } } else { @($Questions.Keys) }
    foreach ($number in $numbers) { Invoke-Question $number }
}

function Write-MarkdownTable([object[]]$Rows) {
    $lines = @("hcn-slice on $(Get-HostVersion)", '', '| row | question | verdict | seen |', '|---|---|---|---|')
    foreach ($row in $Rows) {
        $seen = $row.Seen -replace '\|', '\|' -replace '\s+', ' '
        $lines += "| $($row.Row) | $($row.Question) | $($row.Verdict) | $seen |"
    }
    Set-Content -Path $Table -Value $lines -Encoding UTF8
}

if (-not [Hcn]::Present) {
    Write-Error 'computenetwork.dll is not in System32: install the Containers feature and restart the host.'
}
if ($Reboot -eq 'Before') { return Save-BeforeReboot }
$null = New-Item -ItemType Directory -Force $Work
try {
    $rows = @(Get-Rows)
} finally {
    Remove-Made
    Remove-LifeNetwork
    Remove-Item -Recurse -Force -LiteralPath "\\?\$Work" -ErrorAction SilentlyContinue
}
Write-Output (Get-HostVersion)
$rows | Format-Table -Property 'Row', 'Verdict', 'Question', 'Seen' -Wrap | Out-String -Width 200 | Write-Output
if ($Table) { Write-MarkdownTable $rows }
if ($rows.Verdict -contains 'FAILED') { exit 1 }
if ($rows.Verdict -contains 'OTHERWISE') { exit 3 }
exit 0
