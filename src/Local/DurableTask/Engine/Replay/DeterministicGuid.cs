using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>Name-based GUIDs (RFC 4122 section 4.3, version 5) of an instance, the orchestrator's time and a counter.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime currentUtc, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{currentUtc:o}_{counter}");
        byte[] named = [.. Namespace, .. Encoding.UTF8.GetBytes(name)];
#pragma warning disable CA5350 // The algorithm is laid down by the RFC; nothing is protected by it.
        var hash = SHA1.HashData(named).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
