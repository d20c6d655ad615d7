using System.Globalization;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>A large file that comes in ranges, one after the other.</summary>
internal sealed class UploadSession(string driveId, DriveFolder drive, string path, string unfinished, bool mayReplace, DateTimeOffset expiresAt)
{
    public string DriveId => driveId;

    public DriveFolder Drive => drive;

    public string Path => path;

    public string Unfinished => unfinished;

    public bool MayReplace => mayReplace;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>Who writes to it; one at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>How many bytes have come.</summary>
    public long Received { get; set; }

    /// <summary>How many bytes the file has, as the first range said.</summary>
    public long? Total { get; set; }
}

/// <summary>The range of a file that a request brings.</summary>
/// <param name="First">Its first byte.</param>
/// <param name="Last">Its last byte.</param>
/// <param name="Total">How many bytes the file has.</param>
internal sealed partial record UploadRange(long First, long Last, long Total)
{
    /// <summary>All ranges but the last are multiples of this.</summary>
    public const int Step = 320 * 1024;

    /// <summary>A range is smaller than this.</summary>
    public const int Largest = 60 * 1024 * 1024;

    public long Length => Last - First + 1;

    /// <summary>Reads <c>bytes 0-25/128</c>; null for anything else.</summary>
    public static UploadRange? Parse(string header)
    {
        if (Form().Match(header) is not { Success: true } match)
        {
            return null;
        }

        long Number(int group) => long.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var range = new UploadRange(Number(1), Number(2), Number(3));
        return range.First <= range.Last && range.Last < range.Total ? range : null;
    }

    /// <summary>What is wrong with it in a session; null when nothing is.</summary>
    public GraphError? FaultIn(UploadSession session, long? contentLength) =>
        contentLength != Length ? GraphError.Invalid("Content-Length is not the length of the range.")
        : Length >= Largest ? GraphError.TooLarge("A range has less than 60 MiB.")
        : session.Total is { } total && total != Total ? GraphError.Invalid("The file had another size in an earlier range.")
        : First != session.Received ? new GraphError(416, "invalidRange", $"The next range starts at {session.Received}.")
        : Last + 1 < Total && Length % Step != 0 ? GraphError.Invalid("A range that is not the last is a multiple of 320 KiB.")
        : null;

    [GeneratedRegex(@"^bytes (\d{1,15})-(\d{1,15})/(\d{1,15})$")]
    private static partial Regex Form();
}
