# The rows of docs/unverified.md, by their numbers: each looks at this host and says what it saw. Networks are
# 10.213.<row>.0/24, so that no question meets what another left.
# Seen TRUE-OR-FALSE TEXT: whether it is as the row assumes, and what was seen. Open TEXT: could not be settled here.
$Questions = [ordered]@{}
$AllowIn = @{ Action = 'Allow'; Direction = 'In'; RemoteAddresses = '10.213.0.0/16' }

function Question([int]$Number, [string]$Text, [scriptblock]$Look, [switch]$RestartsService) {
    $Questions["$Number"] = [pscustomobject]@{ Text = $Text; Look = $Look; RestartsService = [bool]$RestartsService }
}

function Seen([bool]$AsAssumed, [string]$What) {
    [pscustomobject]@{ Verdict = if ($AsAssumed) { 'as assumed' } else { 'OTHERWISE' }; What = $What }
}

function Open([string]$What) {
    [pscustomobject]@{ Verdict = 'open'; What = $What }
}

Question 1 'the GUID that we choose for an endpoint is kept' {
    $endpoint = New-Endpoint (New-Network 1) 10
    $shown = Get-Value (Get-Properties 'Endpoint' $endpoint.Id) 'ID'
    Seen ($shown -eq $endpoint.Id) "asked for $($endpoint.Id), $($endpoint.Answer.Code), HCN shows $shown"
}

Question 2 'the id parameter counts, not ID in the document' {
    $inDocument = New-Id
    $endpoint = New-Endpoint (New-Network 2) 10 -Change @{ ID = $inDocument }
    $byParameter = $null -ne (Get-Properties 'Endpoint' $endpoint.Id)
    $byDocument = $null -ne (Get-Properties 'Endpoint' $inDocument)
    if ($byDocument) { $Made.Add(@{ Kind = 'Endpoint'; Id = $inDocument }) }
    Seen ($byParameter -and -not $byDocument) `
        "$($endpoint.Answer.Code); found by parameter: $byParameter, by the document's: $byDocument"
}

Question 3 'a second endpoint with the same address is refused with 0x803b002f (Server 2019: 0x80071392)' {
    $network = New-Network 3
    $null = New-Endpoint $network 10
    $code = (New-Endpoint $network 10).Answer.Code
    Seen ($code -in '0x803b002f', '0x80071392') $code
}

Question 4 'a second endpoint with the same id is refused as already there' {
    $network = New-Network 4
    $first = New-Endpoint $network 10
    $answer = (New-Endpoint $network 11 -Id $first.Id).Answer
    Seen (-not $answer.Succeeded) "$($answer.Code) $($answer.Record)"
}

Question 5 'Owner on a namespace is accepted and echoed' {
    $namespace = New-Namespace @{ Owner = $Tag }
    $owner = Get-Value (Get-Properties 'Namespace' $namespace.Id) 'Owner'
    Seen ($owner -eq $Tag) "$($namespace.Answer.Code), Owner '$owner'"
}

Question 6 'adding an endpoint that is in this or another namespace is refused with 0x803b002b' {
    $endpoint = New-Endpoint (New-Network 6) 10
    $first = New-Namespace
    $null = Edit-Namespace $first 'Add' $endpoint.Id
    $again = (Edit-Namespace $first 'Add' $endpoint.Id).Code
    $elsewhere = (Edit-Namespace (New-Namespace) 'Add' $endpoint.Id).Code
    Seen ($again -eq '0x803b002b' -and $elsewhere -eq '0x803b002b') "again: $again, to a second one: $elsewhere"
}

Question 7 'removing an endpoint that is not in the namespace is 0x803b0034 or 0x80070490' {
    $endpoint = New-Endpoint (New-Network 7) 10
    $code = (Edit-Namespace (New-Namespace) 'Remove' $endpoint.Id).Code
    Seen ($code -in '0x803b0034', '0x80070490') $code
}

Question 8 'deletes of unknown ids are 0x803b0001, 0x803b0002 and 0x80070490' {
    $codes = foreach ($kind in 'Network', 'Endpoint', 'Namespace') { [Hcn]::Delete($kind, (New-Id)).Code }
    $others = @($codes | Where-Object { $_ -notin $Absent })
    Seen ($others.Count -eq 0) "network, endpoint, namespace: $($codes -join ', ')"
}

Question 9 'deleting a namespace leaves its endpoint, with the id of the namespace in it' {
    $endpoint = New-Endpoint (New-Network 9) 10
    $namespace = New-Namespace
    $null = Edit-Namespace $namespace 'Add' $endpoint.Id
    $code = [Hcn]::Delete('Namespace', $namespace.Id).Code
    $left = Get-Properties 'Endpoint' $endpoint.Id
    $named = Get-Value $left 'HostComputeNamespace'
    Seen ($code -eq '0x00000000' -and $null -ne $left -and $named -eq $namespace.Id) `
        "delete: $code; endpoint left: $($null -ne $left), in namespace '$named'"
}

Question 10 'endpoint names of 128 bytes with ~ are kept byte for byte' {
    $name = ("$Tag~" + ('n' * 128)).Substring(0, 123) + '~eth0'
    $endpoint = New-Endpoint (New-Network 10) 10 -Change @{ Name = $name }
    $shown = Get-Value (Get-Properties 'Endpoint' $endpoint.Id) 'Name'
    Seen ($shown -ceq $name) "$($endpoint.Answer.Code), $($name.Length) characters sent, '$shown' shown"
}

Question 11 'a list with nothing in it is [], empty or NULL' {
    $answer = Get-List 'Endpoint' @{ Name = New-Id }
    $form = if ($null -eq $answer.Document) { 'NULL' } else { "'$($answer.Document)'" }
    Seen ($answer.Succeeded -and $form -in "'[]'", "''", 'NULL') "$($answer.Code) $form"
}

Question 12 'what is left after a restart of the service, and (run.ps1 -Reboot) after a reboot' -RestartsService {
    $internal = New-Network 12
    $nat = New-Network 112 -Type 'NAT'
    $endpoint = New-Endpoint $internal 10
    $namespace = New-Namespace
    $null = Edit-Namespace $namespace 'Add' $endpoint.Id
    Restart-Service hns -Force
    Start-Sleep -Seconds 10
    $left = foreach ($object in $Made) { [Hcn]::Open($object.Kind, $object.Id).Code }
    Seen $true "Internal, NAT, endpoint, namespace: $($left -join ', ')"
}

Question 13 'whether Internal and NAT networks take OutBoundNAT and ACL' {
    $exceptions = @{ Type = 'OutBoundNAT'; Settings = @{ Exceptions = @('10.213.0.0/16') } }
    $allow = @{ Type = 'ACL'; Settings = $AllowIn + @{ RuleType = 'Switch'; Priority = 65500 } }
    $seen = foreach ($type in 'Internal', 'NAT') {
        $network = New-Network $(if ($type -eq 'NAT') { 113 } else { 13 }) -Type $type
        foreach ($policy in $exceptions, $allow) {
            $endpoint = New-Endpoint $network -Change @{ Policies = @($policy) }
            $attached = (Edit-Namespace (New-Namespace) 'Add' $endpoint.Id).Code
            "$type $($policy.Type): create $($endpoint.Answer.Code), attach $attached"
        }
    }
    Open "$($seen -join '; '). Whether traffic follows them: start a container there and ping out."
}

Question 14 'the ACL needs RuleType and Priority' {
    $policy = @{ Type = 'ACL'; Settings = $AllowIn }
    $answer = (New-Endpoint (New-Network 14) 10 -Change @{ Policies = @($policy) }).Answer
    Seen (-not $answer.Succeeded) "without them: $($answer.Code) $($answer.Record)"
}

Question 15 'only network, gateway and broadcast are kept back where the subnet declares its route' {
    $network = New-Network 15
    $codes = foreach ($part in 1, 2, 3, 4, 254, 255) { "$part $((New-Endpoint $network $part).Answer.Code)" }
    $given = @($codes | Where-Object { $_ -like '* 0x00000000' } | ForEach-Object { ($_ -split ' ')[0] })
    Seen (($given -join ' ') -eq '2 3 4 254') ($codes -join ', ')
}

Question 16 'an IPv6-only pod works' {
    $route = @{ NextHop = 'fd00:213:16::1'; DestinationPrefix = '::/0' }
    $subnet = @{ IpAddressPrefix = 'fd00:213:16::/64'; Routes = @($route) }
    $network = New-Network 16 -Change @{ Ipams = @(@{ Type = 'Static'; Subnets = @($subnet) }) }
    if (-not $network.Answer.Succeeded) { return Open "network: $($network.Answer.Code) $($network.Answer.Record)" }
    $endpoint = New-Endpoint $network -Change @{
        IpConfigurations = @(@{ IpAddress = 'fd00:213:16::10'; PrefixLength = 64 })
        Routes = @($route)
    }
    $attached = (Edit-Namespace (New-Namespace) 'Add' $endpoint.Id).Code
    Open "create $($endpoint.Answer.Code), attach $attached. Whether it works: start a container there and ping out."
}

Question 17 'handles get 0x803b0031 or an RPC code after a restart of the service' -RestartsService {
    $network = New-Network 17
    Restart-Service hns -Force
    Start-Sleep -Seconds 10
    $code = [Hcn]::Query('Network', $network.Handle, $Query).Code
    Seen ($code -in '0x803b0031', '0x800706ba', '0x800706be', '0x800706bf') $code
}

Question 18 'GUID filters do not regard case, names do' {
    $endpoint = New-Endpoint (New-Network 18) 10
    $byId = Test-Listed (Get-List 'Endpoint' @{ ID = $endpoint.Id.ToUpperInvariant() }) $endpoint.Id
    $byName = Test-Listed (Get-List 'Endpoint' @{ Name = "$Tag~18~10".ToUpperInvariant() }) $endpoint.Id
    Seen ($byId -and -not $byName) "found by its id in capitals: $byId, by its name in capitals: $byName"
}

Question 19 'adding an unknown endpoint to a namespace is a code for absent, or 0x803b001c' {
    $code = (Edit-Namespace (New-Namespace) 'Add' (New-Id)).Code
    Seen ($code -in $Absent -or $code -eq '0x803b001c') $code
}

Question 20 'numbers for enumerations are refused, members in another case taken, GUIDs in braces refused' {
    $number = (New-Network 20 -Change @{ Type = 7 }).Answer.Code
    $network = New-Network 120 -Change @{ TYPE = 'INTERNAL' }
    $endpoint = New-Endpoint $network 10
    $braces = (Edit-Namespace (New-Namespace) 'Add' "{$($endpoint.Id)}").Code
    Seen ($number -eq '0x803b001b' -and $network.Answer.Succeeded -and $braces -ne '0x00000000') `
        "number: $number, other case: $($network.Answer.Code), braces: $braces"
}

Question 21 'a filter by HostComputeNamespace finds nothing' {
    $endpoint = New-Endpoint (New-Network 21) 10
    $namespace = New-Namespace
    $null = Edit-Namespace $namespace 'Add' $endpoint.Id
    $answer = Get-List 'Endpoint' @{ HostComputeNamespace = $namespace.Id }
    Seen (-not (Test-Listed $answer $endpoint.Id)) "$($answer.Code) $($answer.Document)"
}

Question 22 'a NAT network whose subnet overlaps another is refused' {
    $null = New-Network 22 -Type 'NAT'
    $second = New-Network 22 -Type 'NAT' -Change @{ Name = "$Tag-22-again" }
    Seen (-not $second.Answer.Succeeded) "$($second.Answer.Code) $($second.Answer.Record)"
}

Question 23 'Owner on an endpoint is accepted and echoed' {
    $endpoint = New-Endpoint (New-Network 23) 10 -Change @{ Owner = $Tag }
    $owner = Get-Value (Get-Properties 'Endpoint' $endpoint.Id) 'Owner'
    Seen ($owner -eq $Tag) "$($endpoint.Answer.Code), Owner '$owner'"
}

Question 24 'deleting a network deletes its endpoints' {
    $network = New-Network 24
    $endpoint = New-Endpoint $network 10
    $code = [Hcn]::Delete('Network', $network.Id).Code
    $left = [Hcn]::Open('Endpoint', $endpoint.Id).Code
    Seen ($code -eq '0x00000000' -and $left -in $Absent) "delete: $code; endpoint: $left"
}

Question 25 'the first endpoint of a new network is not refused with 0x803b002f' {
    $network = New-Network 25
    $tries = 0
    do {
        $code = (New-Endpoint $network 2).Answer.Code
        if ($code -eq '0x00000000') { break }
        $tries++
        Start-Sleep -Milliseconds 500
    } while ($tries -lt 20)
    Seen ($code -eq '0x00000000' -and $tries -eq 0) "$code after $tries refusals, half a second apart"
}

Question 26 'the state folder is open to SYSTEM and Administrators only' {
    $null = Invoke-Verb 'ADD' 'acl' (New-Namespace).Id
    $null = Invoke-Verb 'DEL' 'acl' ''
    $rules = (Get-Acl $StateDir).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])
    $who = @($rules | ForEach-Object { $_.IdentityReference.Value } | Sort-Object -Unique)
    Seen (($who -join ' ') -eq 'S-1-5-18 S-1-5-32-544') ($who -join ' ')
}

Question 27 'state paths over 260 characters, and of any script, work' {
    $folder = Join-Path $Work (('' + [char]0xe9 + [char]0x4e2d + ('n' * 90) + '\') * 3)
    $add = Invoke-Verb 'ADD' 'long' (New-Namespace).Id @{ stateDir = $folder }
    $del = Invoke-Verb 'DEL' 'long' '' @{ stateDir = $folder }
    Seen ($add.ExitCode -eq 0 -and $del.ExitCode -eq 0) "$($folder.Length) characters: $($add.Printed) $($del.Printed)"
}

Question 28 'install.ps1 replaces an executable that is running, and uninstall.ps1 takes it away' {
    if (-not $Package) { return Open 'run.ps1 -Package FOLDER names the unpacked package' }
    $bin = Join-Path $Work 'bin'
    $net = Join-Path $Work 'net.d'
    $conflist = Join-Path $Package 'conflists\internal.conflist'
    & "$Package\install.ps1" -BinDir $bin -ConfDir $net -Conflist $conflist | Out-Null
    $running = Start-Plugin (Join-Path $bin 'hcn-slice.exe')
    try {
        & "$Package\install.ps1" -BinDir $bin -ConfDir $net -Conflist $conflist | Out-Null
        $replaced = Test-Path (Join-Path $bin 'hcn-slice.exe')
        $ran = -not $running.HasExited
    } finally { $running.StandardInput.Close(); $running.WaitForExit() }
    & "$Package\uninstall.ps1" -BinDir $bin -ConfDir $net -StateDir (Join-Path $Work 'none') | Out-Null
    $left = @(Get-ChildItem $bin, $net)
    Seen ($replaced -and $ran -and $left.Count -eq 0) `
        "replaced while it ran: $($replaced -and $ran); files left: $($left.Count)"
}

Question 35 'Type is left out of a PortMapping policy' {
    $mapping = @{ Type = 'PortMapping'; Settings = @{ Protocol = 6; InternalPort = 80; ExternalPort = 18080 } }
    $endpoint = New-Endpoint (New-Network 35 -Type 'NAT') 10 -Change @{ Policies = @($mapping) }
    $shown = @(Get-Value (Get-Properties 'Endpoint' $endpoint.Id) 'Policies')
    $types = @($shown | ForEach-Object { "'$(Get-Value $_ 'Type')'" })
    Seen ("''" -in $types) "$($endpoint.Answer.Code), types: $($types -join ', ')"
}

# Looks at the networks that are there: none that takes an adapter is made here.
Question 36 'a network that is bound to an adapter shows its NetAdapterName policy' {
    $listed = Get-List 'Network'
    $networks = @(ConvertFrom-Json "$($listed.Document)" | ForEach-Object { Get-Properties 'Network' $_ } |
            Where-Object { (Get-Value $_ 'Type') -in 'L2Bridge', 'L2Tunnel', 'Transparent', 'Overlay' })
    if ($networks.Count -eq 0) { return Open 'this host has no L2Bridge, L2Tunnel, Transparent or Overlay network' }
    $without = @($networks | Where-Object { 'NetAdapterName' -notin @(Get-Value $_ 'Policies' | ForEach-Object { Get-Value $_ 'Type' }) })
    Seen ($without.Count -eq 0) "$($networks.Count) networks, $($without.Count) of them without the policy"
}

Question 37 'bind() to a UDP port that is kept back fails with WSAEACCES' {
    $ranges = @(netsh int ipv4 show excludedportrange udp | Select-String '^\s*(\d+)\s+(\d+)')
    if ($ranges.Count -eq 0) { return Open 'netsh shows no excluded UDP ports' }
    $port = [int]$ranges[0].Matches[0].Groups[1].Value
    $socket = [System.Net.Sockets.Socket]::new('InterNetwork', 'Dgram', 'Udp')
    try {
        $socket.Bind([System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, $port))
        Seen $false "port $port could be bound"
    } catch [System.Net.Sockets.SocketException] {
        Seen ($_.Exception.SocketErrorCode -eq 'AccessDenied') "port ${port}: $($_.Exception.SocketErrorCode)"
    } finally { $socket.Dispose() }
}

# An endpoint without a pod, on a network that is there: none that takes an adapter is made here.
Question 38 'a PortMapping with Flags 1 is accepted on L2Bridge and Overlay and shown with its Flags' {
    $listed = Get-List 'Network'
    $network = ConvertFrom-Json "$($listed.Document)" | ForEach-Object { Get-Properties 'Network' $_ } |
        Where-Object { (Get-Value $_ 'Type') -in 'L2Bridge', 'L2Tunnel', 'Overlay' } | Select-Object -First 1
    if (-not $network) { return Open 'this host has no L2Bridge, L2Tunnel or Overlay network' }
    $handle = [Hcn]::Open('Network', $network.ID).Handle
    $mapping = @{ Type = 'PortMapping'; Settings = @{ Protocol = 6; InternalPort = 80; ExternalPort = 18081; Flags = 1 } }
    $endpoint = New-Endpoint ([pscustomobject]@{ Id = $network.ID; Number = 38; Handle = $handle }) `
        -Change @{ Policies = @($mapping); Routes = @() }
    $shown = @(Get-Value (Get-Properties 'Endpoint' $endpoint.Id) 'Policies')
    $flags = @($shown | ForEach-Object { Get-Value (Get-Value $_ 'Settings') 'Flags' })
    Seen (1 -in $flags) "$($endpoint.Answer.Code), Flags: $($flags -join ', ')"
}

Question 39 'an endpoint may map a host port for IPv4 and for IPv6' {
    $settings = @{ Protocol = 6; InternalPort = 80; ExternalPort = 18082 }
    $mappings = @(@{ Type = 'PortMapping'; Settings = $settings },
        @{ Type = 'PortMapping'; Settings = ($settings + @{ Flags = 2 }) })
    $subnets = @(@{ IpAddressPrefix = '10.213.39.0/24'; Routes = @(@{ NextHop = '10.213.39.1'; DestinationPrefix = '0.0.0.0/0' }) },
        @{ IpAddressPrefix = 'fd00:213:39::/64'; Routes = @(@{ NextHop = 'fd00:213:39::1'; DestinationPrefix = '::/0' }) })
    $network = New-Network 39 -Change @{ Ipams = @(@{ Type = 'Static'; Subnets = $subnets }) }
    $addresses = @(@{ IpAddress = '10.213.39.10'; PrefixLength = 24 }, @{ IpAddress = 'fd00:213:39::10'; PrefixLength = 64 })
    $endpoint = New-Endpoint $network -Change @{ Policies = $mappings; IpConfigurations = $addresses }
    Seen $endpoint.Answer.Succeeded "$($network.Answer.Code), $($endpoint.Answer.Code)"
}

# Looks at the pods that run: none is started here.
Question 40 'a namespace lists its containers also after a restart of the service' -RestartsService {
    $containersIn = {
        param($Id)
        @(Get-Value (Get-Properties 'Namespace' $Id) 'Resources' | Where-Object { (Get-Value $_ 'Type') -eq 'Container' }).Count
    }
    $listed = Get-List 'Namespace'
    $used = @(ConvertFrom-Json "$($listed.Document)" | Where-Object { (& $containersIn $_) -gt 0 })
    if ($used.Count -eq 0) { return Open 'no namespace of this host has a container in it' }
    Restart-Service hns -Force
    Start-Sleep -Seconds 10
    $still = @($used | Where-Object { (& $containersIn $_) -gt 0 })
    Seen ($still.Count -eq $used.Count) "$($used.Count) namespaces had containers, $($still.Count) have them still"
}
