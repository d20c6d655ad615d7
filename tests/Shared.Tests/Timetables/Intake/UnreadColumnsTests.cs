using System.Text;
using Azure;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Receipts;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

/// <summary>Columns that were not understood are named to the partner before the file is sent and afterwards.</summary>
public sealed class UnreadColumnsTests
{
    [Fact]
    public void Preview_and_receipt_name_the_columns_that_were_not_read_and_count_no_row_for_it()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("Title,Day,Time,Place,Changing room\nBaby Swim,Tuesday,10-10.30am,Kingsway Family Hub,Yes\n"));

        // A preview has no effect, so it needs neither storage nor settings.
        var preview = new TimetableIntake(null!, null!, TimeProvider.System, NullLogger<TimetableIntake>.Instance).Preview(Widnes.Settings, Widnes.Partner, "swim.csv", content, 10, CancellationToken.None);

        Assert.Equal((1, 1, 0, 1), (preview.Report.Rows, preview.Report.Accepted, preview.Report.Rejected, preview.Report.Warnings));
        Assert.StartsWith("The column \"Changing room\" was not read.", Assert.Single(preview.Findings.Warnings).Sentence, StringComparison.Ordinal);
        var file = InputFile.Parse("halton/health-visitors/swim.csv", new ETag("\"1\""), DateTimeOffset.UnixEpoch)!;
        Assert.Contains(
            "- The whole file: The column \"Changing room\" was not read.",
            Receipt.Write(Widnes.Settings, new FileAccount(file, preview.Report, MergeCounts.None, preview.Findings, Loss.None, null), DateTimeOffset.UnixEpoch), StringComparison.Ordinal);
    }
}
