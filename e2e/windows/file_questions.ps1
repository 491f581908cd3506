# The questions about files and the system's words; see questions.ps1.
Add-Type -Path "$PSScriptRoot\Files.cs"
$FarByte = 0x4000000000000000

function Open-Shared([string]$Path, [System.IO.FileMode]$Mode = 'OpenOrCreate') {
    [System.IO.File]::Open($Path, $Mode, 'ReadWrite', 'ReadWrite, Delete')
}

# Whether another handle may lock that byte; .NET calls LockFile.
function Test-Lockable([string]$Path, [long]$Byte) {
    $file = Open-Shared $Path
    try {
        $file.Lock($Byte, 1)
        $file.Unlock($Byte, 1)
        $true
    } catch [System.IO.IOException] { $false }
    finally { $file.Dispose() }
}

# A process that runs a script under its own Windows PowerShell.
function Start-Script([string]$Text) {
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Text))
    Start-Process powershell -ArgumentList '-NoProfile', '-EncodedCommand', $encoded -PassThru -WindowStyle Hidden
}

Question 29 'FlushFileBuffers takes the handle of a folder' {
    $code = [Files]::FlushFolder($Work)
    Seen ($code -eq 0) "error $code. Does a name outlive a power loss? Cut the power of a virtual machine after ADD."
}

Question 30 'a range lock is free at once when its process was ended' {
    $path = Join-Path $Work 'held'
    $holder = Start-Script @"
`$file = [System.IO.File]::Open('$path', 'OpenOrCreate', 'ReadWrite', 'ReadWrite, Delete')
`$file.Lock($FarByte, 1)
Set-Content -Path '$path.ready' -Value 'held'
Start-Sleep -Seconds 120
"@
    for ($i = 0; $i -lt 300 -and -not (Test-Path "$path.ready"); $i++) { Start-Sleep -Milliseconds 100 }
    $wasHeld = -not (Test-Lockable $path $FarByte)
    Stop-Process -Id $holder.Id -Force
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (Test-Lockable $path $FarByte) -and $watch.ElapsedMilliseconds -lt 10000) {
        Start-Sleep -Milliseconds 5
    }
    Seen ($wasHeld -and $watch.ElapsedMilliseconds -lt 1000) `
        "held: $wasHeld, free after $($watch.ElapsedMilliseconds) ms"
}

Question 31 'bytes from 2^62 on of an empty file can be locked' {
    $path = Join-Path $Work 'far'
    $last = [long]::MaxValue - 1
    $file = Open-Shared $path
    try {
        $file.Lock($FarByte, 1)
        $file.Lock($last, 1)
        $refused = -not (Test-Lockable $path $FarByte) -and -not (Test-Lockable $path $last)
        $others = Test-Lockable $path ($FarByte + 1)
    } finally { $file.Dispose() }
    Seen ($refused -and $others) "refused to a second handle: $refused, the byte beside is free: $others"
}

Question 32 'a file that somebody reads is replaced at once, or denied until it is closed' {
    $path = Join-Path $Work 'read'
    Set-Content -Path $path, "$path.new", "$path.newer" -Value 'text'
    $reader = Open-Shared $path 'Open'
    try { $code = [Files]::Rename("$path.new", $path) } finally { $reader.Dispose() }
    $closed = [Files]::Rename("$path.newer", $path)
    Seen ($code -in 0, 5 -and $closed -eq 0) "while it is read: error $code, afterwards: error $closed"
}

Question 33 'appends of many processes are whole lines' {
    $path = Join-Path $Work 'log'
    $writers = foreach ($name in 'a', 'b', 'c', 'd') {
        Start-Script @"
`$rights = [System.Security.AccessControl.FileSystemRights]::AppendData
for (`$i = 0; `$i -lt 500; `$i++) {
    `$file = [System.IO.FileStream]::new('$path', 'Append', `$rights, 'ReadWrite, Delete', 1, 'None')
    `$bytes = [System.Text.Encoding]::ASCII.GetBytes(('$name' * 200) + "``n")
    `$file.Write(`$bytes, 0, `$bytes.Length)
    `$file.Dispose()
}
"@
    }
    $writers | ForEach-Object { $_.WaitForExit() }
    $lines = @(Get-Content $path)
    $whole = @($lines | Where-Object { $_ -match '^(a{200}|b{200}|c{200}|d{200})$' }).Count
    Seen ($whole -eq 2000 -and $lines.Count -eq 2000) "$whole whole lines of 2000"
}

Question 34 'which words of the system come with a code' {
    $absent = [Hcn]::Open('Network', (New-Id)).Record
    $reserved = (New-Endpoint (New-Network 34) 1).Answer.Record
    Seen $true "$((Get-Culture).Name): $absent $reserved"
}

Question 41 'a state folder that others may write to is refused, and taken once it has the list that the error names' {
    $folder = Join-Path $env:ProgramData "$Tag-$(New-Id)"
    $null = New-Item -ItemType Directory -Path $folder
    try {
        $open = Invoke-Verb 'ADD' 'open' (New-Namespace).Id @{ stateDir = $folder }
        icacls $folder /setowner '*S-1-5-32-544' | Out-Null
        icacls $folder /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
        $closed = Invoke-Verb 'ADD' 'closed' (New-Namespace).Id @{ stateDir = $folder }
        $null = Invoke-Verb 'DEL' 'closed' '' @{ stateDir = $folder }
    } finally { Remove-Item -Recurse -Force $folder }
    $refused = $open.ExitCode -eq 1 -and "$($open.Printed)".Contains('cannot trust the folder')
    Seen ($refused -and $closed.ExitCode -eq 0) "$($open.Printed) $($closed.Printed)"
}

Question 45 'an error of a pod is in the Application log, with its text' {
    $since = Get-Date
    $failed = Invoke-Verb 'ADD' 'reported' (New-Id) @{ namespace = 'join' }
    Start-Sleep -Seconds 2
    $filter = @{ LogName = 'Application'; ProviderName = 'hcn-slice'; StartTime = $since.AddSeconds(-1) }
    $events = @(Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue)
    $texts = @($events | Where-Object { "$($_.Message)".Contains('ADD of container reported') })
    Seen ($failed.ExitCode -eq 1 -and $texts.Count -eq 1) "$($events.Count) events; the first: $($events[0].Message)"
}

Question 46 'install.ps1 -GcEvery registers a task that runs, and uninstall.ps1 takes it away' {
    if (-not $Package) { return Open 'run.ps1 -Package FOLDER names the unpacked package' }
    $bin = Join-Path $Work 'task-bin'
    $net = Join-Path $Work 'task-net.d'
    $conflist = Join-Path $Package 'conflists\internal.conflist'
    & "$Package\install.ps1" -BinDir $bin -ConfDir $net -Conflist $conflist -GcEvery '1:00:00' | Out-Null
    Start-ScheduledTask -TaskName 'hcn-slice gc'
    for ($i = 0; $i -lt 300; $i++) {
        if ((Get-ScheduledTask -TaskName 'hcn-slice gc').State -eq 'Ready') { break }
        Start-Sleep -Milliseconds 100
    }
    $code = (Get-ScheduledTaskInfo -TaskName 'hcn-slice gc').LastTaskResult
    & "$Package\uninstall.ps1" -BinDir $bin -ConfDir $net -StateDir (Join-Path $Work 'none') | Out-Null
    $left = @(Get-ScheduledTask -TaskName 'hcn-slice gc' -ErrorAction SilentlyContinue).Count
    Seen ($code -in 0, 3 -and $left -eq 0) "the task ended with $code; tasks left: $left"
}

Question 47 'the DaemonSet installs on a node of a cluster, and again over itself' {
    Open 'needs a cluster: kubectl apply -f kubernetes/daemonset.yaml, then rollout restart, with pods coming and going'
}

Question 50 'hcn-slice list asks HCN about an endpoint in less than 10 ms' {
    $network = New-Network 50
    foreach ($host_part in 2..51) { $null = New-Endpoint $network $host_part }
    $count = @("$((Get-List 'Endpoint').Document)" | ConvertFrom-Json).Count
    $time = (Measure-Command { & $Executable list --json --state-dir $StateDir | Out-Null }).TotalMilliseconds
    Seen ($time / $count -lt 10) "$([int]$time) ms for $count endpoints"
}

Question 51 'a console shows the colours of hcn-slice map' {
    Open 'run it in a console of conhost.exe and look: signs in colours, no "[32m" between them'
}

Question 52 'doctor sees whether Defender leaves the state folder alone' {
    if (-not (Get-Command Add-MpPreference -ErrorAction SilentlyContinue)) { return Open 'no Defender here' }
    $folders = $StateDir, "$env:ProgramFiles\containerd\cni\bin"
    $look = {
        $printed = (& $Executable doctor --json --state-dir $StateDir) -join "`n"
        (($printed | ConvertFrom-Json).findings | ForEach-Object { $_.id }) -match '^antivirus'
    }
    $before = & $look
    Add-MpPreference -ExclusionPath $folders
    try { $after = & $look } finally { Remove-MpPreference -ExclusionPath $folders }
    Seen ("$before $after" -eq 'antivirus-scans antivirus-excluded') "before: $before, after: $after; and the service hns?"
}
