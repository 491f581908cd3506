# The life of a pod with the real HCN: what e2e/wine shows of the simulated one. Needs $Executable and $StateDir.
function Get-Configuration([hashtable]$Change = @{}) {
    $configuration = @{
        cniVersion = '1.1.0'; name = 'e2e'; type = 'hcn-slice'; slice = '10.213.200.0/24'; stateDir = $StateDir
        network = @{ owner = 'iso:e2e'; name = "$Tag-life"; type = 'Internal' }
    }
    Set-Member $configuration $Change
    ConvertTo-Document $configuration
}

function Invoke-Verb([string]$Command, [string]$Container, [string]$Netns, [hashtable]$Change = @{}) {
    $variables = @{ CNI_COMMAND = $Command; CNI_PATH = (Split-Path $Executable) }
    if ($Container) {
        $variables.CNI_CONTAINERID = $Container
        $variables.CNI_NETNS = $Netns
        $variables.CNI_IFNAME = 'eth0'
    }
    Invoke-Plugin $Executable $variables (Get-Configuration $Change)
}

function Get-EndpointsOf([string]$Namespace) {
    $resources = @(Get-Value (Get-Properties 'Namespace' $Namespace) 'Resources' | Where-Object { $null -ne $_ })
    @($resources | Where-Object { (Get-Value $_ 'Type') -eq 'Endpoint' } | ForEach-Object { Get-Value $_.Data 'ID' })
}

function Get-RecordCount {
    $records = Join-Path $StateDir 'records'
    if (Test-Path $records) { @(Get-ChildItem $records).Count } else { 0 }
}

function Fact([string]$What, $Wanted, $Got) {
    $verdict = if ("$Wanted" -eq "$Got") { 'ok' } else { 'FAILED' }
    [pscustomobject]@{ Row = 'life'; Question = $What; Verdict = $verdict; Seen = "$Got" }
}

# One Fact for each thing that must hold.
function Test-Life {
    $namespace = (New-Namespace).Id
    Fact 'STATUS: exit code' 0 (Invoke-Verb 'STATUS').ExitCode
    $add = Invoke-Verb 'ADD' 'life' $namespace
    Fact 'ADD: exit code' 0 $add.ExitCode
    if ($add.ExitCode -ne 0) { return (Fact 'ADD: what it says' '' $add.Printed) }
    $prevResult = $add.Document
    Fact 'ADD: address' '10.213.200.2/24' $prevResult.ips[0].address
    $endpoints = @(Get-EndpointsOf $namespace)
    Fact 'ADD: endpoints in the namespace' 1 $endpoints.Count
    Fact 'ADD: records' 1 (Get-RecordCount)
    $endpoint = Get-Properties 'Endpoint' $endpoints[0]
    Fact 'ADD: address of the endpoint' '10.213.200.2' $endpoint.IpConfigurations[0].IpAddress
    Fact 'CHECK: exit code' 0 (Invoke-Verb 'CHECK' 'life' $namespace @{ prevResult = $prevResult }).ExitCode
    Fact 'ADD again: code' 101 (Invoke-Verb 'ADD' 'life' $namespace).Document.code
    $valid = @{ 'cni.dev/valid-attachments' = @(@{ containerID = 'life'; ifname = 'eth0' }) }
    Fact 'GC with the pod in its list: exit code' 0 (Invoke-Verb 'GC' -Change $valid).ExitCode
    Fact 'GC with the pod in its list: endpoints left' 1 (@(Get-EndpointsOf $namespace).Count)
    Fact 'DEL: exit code' 0 (Invoke-Verb 'DEL' 'life' $namespace @{ prevResult = $prevResult }).ExitCode
    Fact 'DEL again, without a namespace: exit code' 0 (Invoke-Verb 'DEL' 'life' '').ExitCode
    Fact 'DEL: endpoint' $true ([Hcn]::Open('Endpoint', $endpoints[0]).Code -in $Absent)
    Fact 'DEL: records' 0 (Get-RecordCount)
    Fact 'DEL: namespace of the runtime' $true ($null -ne (Get-Properties 'Namespace' $namespace))
    Test-Orphan
}

# A pod whose DEL never came, in a namespace that the plugin makes.
function Test-Orphan {
    $namespace = New-Id
    Fact 'ADD without a namespace: exit code' 0 (Invoke-Verb 'ADD' 'orphan' $namespace).ExitCode
    Fact 'GC with an empty list: exit code' 0 (Invoke-Verb 'GC' -Change @{ 'cni.dev/valid-attachments' = @() }).ExitCode
    Fact 'GC with an empty list: records' 0 (Get-RecordCount)
    Fact 'GC with an empty list: namespace' $true ([Hcn]::Open('Namespace', $namespace).Code -in $Absent)
}

function Remove-LifeNetwork {
    $listed = Get-List 'Network' @{ Name = "$Tag-life" }
    if (-not $listed.Document) { return }
    foreach ($id in ConvertFrom-Json $listed.Document) { $null = [Hcn]::Delete('Network', $id) }
}
