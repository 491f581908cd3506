// Calls of state/*_win32.cpp that .NET has no words for. Each gives the Win32 error; 0 is none.
using System;
using System.Runtime.InteropServices;

public static class Files
{
    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern IntPtr CreateFileW(string name, uint access, uint share, IntPtr security, uint how, uint flags,
                                     IntPtr template);
    [DllImport("kernel32.dll", SetLastError = true)]
    static extern bool FlushFileBuffers(IntPtr file);
    [DllImport("kernel32.dll", SetLastError = true)]
    static extern bool CloseHandle(IntPtr handle);
    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool MoveFileExW(string from, string to, uint flags);

    const uint GenericWrite = 0x40000000;
    const uint ShareAll = 7;
    const uint OpenExisting = 3;
    const uint BackupSemantics = 0x02000000;
    const uint ReplaceExisting = 1;
    const uint WriteThrough = 8;

    public static int FlushFolder(string folder)
    {
        IntPtr handle = CreateFileW(folder, GenericWrite, ShareAll, IntPtr.Zero, OpenExisting, BackupSemantics,
                                    IntPtr.Zero);
        if (handle == new IntPtr(-1)) return Marshal.GetLastWin32Error();
        int error = FlushFileBuffers(handle) ? 0 : Marshal.GetLastWin32Error();
        CloseHandle(handle);
        return error;
    }

    public static int Rename(string from, string to)
    {
        return MoveFileExW(from, to, ReplaceExisting | WriteThrough) ? 0 : Marshal.GetLastWin32Error();
    }
}
