// The Host Compute Network API for run.ps1. Each call gives the HRESULT, the document and the error record as HCN
// answered them; a code that means failure is an answer here, not an exception. C# 5: Windows PowerShell compiles it.
// Signatures: https://learn.microsoft.com/virtualization/api/hcn/reference
using System;
using System.Runtime.InteropServices;

public sealed class HcnAnswer
{
    public string Code;      // "0x803b0002"
    public bool Succeeded;
    public string Document;  // null where HCN gave none
    public string Record;    // null where HCN gave none
    public IntPtr Handle;
}

public static class Hcn
{
    [UnmanagedFunctionPointer(CallingConvention.StdCall, CharSet = CharSet.Unicode)]
    delegate int EnumerateCall(string query, out IntPtr list, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall, CharSet = CharSet.Unicode)]
    delegate int CreateCall(ref Guid id, string settings, out IntPtr handle, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall, CharSet = CharSet.Unicode)]
    delegate int CreateEndpointCall(IntPtr network, ref Guid id, string settings, out IntPtr handle, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall)]
    delegate int OpenCall(ref Guid id, out IntPtr handle, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall, CharSet = CharSet.Unicode)]
    delegate int ModifyCall(IntPtr handle, string settings, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall, CharSet = CharSet.Unicode)]
    delegate int QueryCall(IntPtr handle, string query, out IntPtr properties, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall)]
    delegate int DeleteCall(ref Guid id, out IntPtr record);
    [UnmanagedFunctionPointer(CallingConvention.StdCall)]
    delegate int CloseCall(IntPtr handle);

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern IntPtr LoadLibraryExW(string name, IntPtr file, uint flags);
    [DllImport("kernel32.dll", CharSet = CharSet.Ansi, SetLastError = true)]
    static extern IntPtr GetProcAddress(IntPtr library, string name);

    const uint LoadFromSystem32 = 0x800;
    static readonly IntPtr library = LoadLibraryExW("computenetwork.dll", IntPtr.Zero, LoadFromSystem32);

    public static bool Present { get { return library != IntPtr.Zero; } }

    // kind is Network, Endpoint or Namespace in all of these.
    public static HcnAnswer Enumerate(string kind, string query)
    {
        IntPtr list, record;
        int code = Find<EnumerateCall>("HcnEnumerate" + kind + "s")(query, out list, out record);
        return Answer(code, list, record, IntPtr.Zero);
    }

    public static HcnAnswer Create(string kind, Guid id, string settings)
    {
        IntPtr handle, record;
        int code = Find<CreateCall>("HcnCreate" + kind)(ref id, settings, out handle, out record);
        return Answer(code, IntPtr.Zero, record, handle);
    }

    public static HcnAnswer CreateEndpoint(IntPtr network, Guid id, string settings)
    {
        IntPtr handle, record;
        int code = Find<CreateEndpointCall>("HcnCreateEndpoint")(network, ref id, settings, out handle, out record);
        return Answer(code, IntPtr.Zero, record, handle);
    }

    public static HcnAnswer Open(string kind, Guid id)
    {
        IntPtr handle, record;
        int code = Find<OpenCall>("HcnOpen" + kind)(ref id, out handle, out record);
        return Answer(code, IntPtr.Zero, record, handle);
    }

    public static HcnAnswer Modify(string kind, IntPtr handle, string settings)
    {
        IntPtr record;
        int code = Find<ModifyCall>("HcnModify" + kind)(handle, settings, out record);
        return Answer(code, IntPtr.Zero, record, handle);
    }

    public static HcnAnswer Query(string kind, IntPtr handle, string query)
    {
        IntPtr properties, record;
        int code = Find<QueryCall>("HcnQuery" + kind + "Properties")(handle, query, out properties, out record);
        return Answer(code, properties, record, handle);
    }

    public static HcnAnswer Delete(string kind, Guid id)
    {
        IntPtr record;
        int code = Find<DeleteCall>("HcnDelete" + kind)(ref id, out record);
        return Answer(code, IntPtr.Zero, record, IntPtr.Zero);
    }

    public static void Close(string kind, IntPtr handle)
    {
        if (handle != IntPtr.Zero) Find<CloseCall>("HcnClose" + kind)(handle);
    }

    static T Find<T>(string name) where T : class
    {
        IntPtr function = Present ? GetProcAddress(library, name) : IntPtr.Zero;
        if (function == IntPtr.Zero) throw new EntryPointNotFoundException("computenetwork.dll has no " + name);
        return (T)(object)Marshal.GetDelegateForFunctionPointer(function, typeof(T));
    }

    static HcnAnswer Answer(int code, IntPtr document, IntPtr record, IntPtr handle)
    {
        HcnAnswer answer = new HcnAnswer();
        answer.Code = "0x" + code.ToString("x8");
        answer.Succeeded = code >= 0;
        answer.Document = Take(document);
        answer.Record = Take(record);
        answer.Handle = answer.Succeeded ? handle : IntPtr.Zero;
        return answer;
    }

    // Strings of HCN are the caller's to free, with CoTaskMemFree.
    static string Take(IntPtr text)
    {
        if (text == IntPtr.Zero) return null;
        string taken = Marshal.PtrToStringUni(text);
        Marshal.FreeCoTaskMem(text);
        return taken;
    }
}
