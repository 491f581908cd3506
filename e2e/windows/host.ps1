# What run.ps1 and questions.ps1 work with: HCN objects under names of ours, which go when the script ends, and the
# plugin run as a runtime runs it.
Set-StrictMode -Version 3.0
Add-Type -Path "$PSScriptRoot\Hcn.cs"

$Tag = 'hcn-slice-question'
$Absent = '0x803b0001', '0x803b0002', '0x80070490'
$Version2 = @{ Major = 2; Minor = 0 }
$Query = '{"SchemaVersion":{"Major":2,"Minor":0},"Flags":0}'
$Made = [System.Collections.Generic.List[object]]::new()

function New-Id {
    [guid]::NewGuid().ToString()
}

function ConvertTo-Document($Value) {
    ConvertTo-Json -InputObject $Value -Depth 12 -Compress
}

# HCN leaves out what is empty or the default: $null then.
function Get-Value($Object, [string]$Name) {
    if ($null -eq $Object) { return $null }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

# The changed member is spelled as the change spells it.
function Set-Member([hashtable]$Document, [hashtable]$Change) {
    foreach ($name in $Change.Keys) {
        $Document.Remove($name)
        $Document[$name] = $Change[$name]
    }
}

# 10.213.<Number>.0/24, its gateway the first host.
function New-Network([int]$Number, [string]$Type = 'Internal', [hashtable]$Change = @{}) {
    $route = @{ NextHop = "10.213.$Number.1"; DestinationPrefix = '0.0.0.0/0' }
    $subnet = @{ IpAddressPrefix = "10.213.$Number.0/24"; Routes = @($route) }
    $document = @{
        Name = "$Tag-$Number"; Type = $Type; SchemaVersion = $Version2
        Ipams = @(@{ Type = 'Static'; Subnets = @($subnet) })
    }
    Set-Member $document $Change
    $id = New-Id
    $answer = [Hcn]::Create('Network', $id, (ConvertTo-Document $document))
    if ($answer.Succeeded) { $Made.Add(@{ Kind = 'Network'; Id = $id }) }
    [pscustomobject]@{ Id = $id; Number = $Number; Answer = $answer; Handle = $answer.Handle }
}

# Host is the last part of the address; 0 leaves the choice to HCN. Change replaces members of the document.
function New-Endpoint($Network, [int]$HostPart = 0, [string]$Id = (New-Id), [hashtable]$Change = @{}) {
    $document = @{
        Name = "$Tag~$($Network.Number)~$HostPart"; HostComputeNetwork = $Network.Id; SchemaVersion = $Version2
        Routes = @(@{ NextHop = "10.213.$($Network.Number).1"; DestinationPrefix = '0.0.0.0/0' })
    }
    if ($HostPart -ne 0) {
        $document.IpConfigurations = @(@{ IpAddress = "10.213.$($Network.Number).$HostPart"; PrefixLength = 24 })
    }
    Set-Member $document $Change
    $answer = [Hcn]::CreateEndpoint($Network.Handle, $Id, (ConvertTo-Document $document))
    if ($answer.Succeeded) { $Made.Add(@{ Kind = 'Endpoint'; Id = $Id }) }
    [pscustomobject]@{ Id = $Id; Answer = $answer; Handle = $answer.Handle }
}

function New-Namespace([hashtable]$Change = @{}) {
    $document = @{ SchemaVersion = $Version2 }
    Set-Member $document $Change
    $id = New-Id
    $answer = [Hcn]::Create('Namespace', $id, (ConvertTo-Document $document))
    if ($answer.Succeeded) { $Made.Add(@{ Kind = 'Namespace'; Id = $id }) }
    [pscustomobject]@{ Id = $id; Answer = $answer; Handle = $answer.Handle }
}

# Add or Remove.
function Edit-Namespace($Namespace, [string]$Request, [string]$EndpointId) {
    $change = @{ ResourceType = 'Endpoint'; RequestType = $Request; Settings = @{ EndpointId = $EndpointId } }
    [Hcn]::Modify('Namespace', $Namespace.Handle, (ConvertTo-Document $change))
}

# The object as HCN shows it, $null where it cannot be opened or read.
function Get-Properties([string]$Kind, [string]$Id) {
    $opened = [Hcn]::Open($Kind, $Id)
    if (-not $opened.Succeeded) { return $null }
    $answer = [Hcn]::Query($Kind, $opened.Handle, $Query)
    [Hcn]::Close($Kind, $opened.Handle)
    if (-not $answer.Succeeded -or -not $answer.Document) { return $null }
    ConvertFrom-Json $answer.Document
}

function Get-List([string]$Kind, [hashtable]$Filter = @{}) {
    $query = @{ SchemaVersion = $Version2; Flags = 0; Filter = (ConvertTo-Document $Filter) }
    [Hcn]::Enumerate($Kind, (ConvertTo-Document $query))
}

function Test-Listed($Answer, [string]$Id) {
    $Answer.Succeeded -and "$($Answer.Document)".ToLowerInvariant().Contains($Id.ToLowerInvariant())
}

# Newest first, so that endpoints go before their network. What is gone already is no failure.
function Remove-Made {
    for ($i = $Made.Count - 1; $i -ge 0; $i--) {
        $answer = [Hcn]::Delete($Made[$i].Kind, $Made[$i].Id)
        if (-not $answer.Succeeded -and $answer.Code -notin $Absent) {
            Write-Warning "$($Made[$i].Kind) $($Made[$i].Id) stays: $($answer.Code) $($answer.Record)"
        }
    }
    $Made.Clear()
}

# The plugin with its stdin open: it waits for a configuration there.
function Start-Plugin([string]$Executable, [hashtable]$Variables = @{}) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Executable)
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    foreach ($name in $Variables.Keys) { $start.EnvironmentVariables[$name] = $Variables[$name] }
    [System.Diagnostics.Process]::Start($start)
}

# Runs the plugin once. Variables are CNI's; Configuration is what goes to stdin.
function Invoke-Plugin([string]$Executable, [hashtable]$Variables, [string]$Configuration = '') {
    $process = Start-Plugin $Executable $Variables
    $bytes = [System.Text.UTF8Encoding]::new($false).GetBytes($Configuration)
    $process.StandardInput.BaseStream.Write($bytes, 0, $bytes.Length)
    $process.StandardInput.Close()
    $printed = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    $document = if ($printed.Trim()) { ConvertFrom-Json $printed } else { $null }
    [pscustomobject]@{ ExitCode = $process.ExitCode; Printed = $printed; Document = $document }
}
