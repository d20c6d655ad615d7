using System.Net;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.EndToEnd;

/// <summary>Nothing goes from the website that its partner has not been shown before, and nothing much without an answer.</summary>
public sealed class LossTests(UploadHub group) : IClassFixture<UploadHub>
{
    private const string Headings = "Activity,Day,Start,End,Venue\n";

    [Fact]
    public async Task One_row_sent_later_under_the_same_name_is_asked_about_with_nothing_preselected()
    {
        await group.SendNewAsync("standing.csv", Headings + Sessions("Standing", 52));

        var link = await group.LinkAsync();
        var check = await TextAsync(await group.ChooseAsync(link, "standing.csv", Headings + Sessions("Late", 1)));
        using var unanswered = await group.SendAsync(link, check, answer: "");
        var again = await TextAsync(unanswered);

        Assert.Contains("52 activities that families see now are not in this file", check, StringComparison.Ordinal);
        Assert.Contains("<li>“Standing 7”, Tuesdays, 9:30am to 11am, Hub 1</li>", check, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", check, StringComparison.Ordinal);
        Assert.NotEmpty(UploadHub.Answer(check, "It replaces everything in “standing.csv”. 52 activities go from the website"));
        Assert.NotEmpty(UploadHub.Answer(check, "It adds to “standing.csv”. Everything that is there stays."));
        Assert.Equal(HttpStatusCode.BadRequest, unanswered.StatusCode);
        Assert.Contains("<title>Error: ", again, StringComparison.Ordinal);
        Assert.Contains("Say what this file is", again, StringComparison.Ordinal);
        Assert.Equal(52, await ShownAsync("Standing"));
    }

    [Fact]
    public async Task A_file_that_adds_leaves_everything_and_the_whole_list_replaces_both_later()
    {
        await group.SendNewAsync("adding.csv", Headings + Sessions("Kept", 8));

        var added = await group.SendNewAsync("adding.csv", Headings + Sessions("Added", 1), "It adds to");
        var (kept, shown) = (await ShownAsync("Kept"), await ShownAsync("Added"));
        var whole = await group.SendNewAsync("adding.csv", Headings + Sessions("Kept", 8));

        Assert.Contains("8 other activities stay on the website", added, StringComparison.Ordinal);
        Assert.Equal((8, 1), (kept, shown));
        Assert.Contains("No longer on the website, because this file does not have them (1)", whole, StringComparison.Ordinal);
        Assert.Contains("“Added 1”, Tuesdays", whole, StringComparison.Ordinal);
        Assert.Equal((8, 0), (await ShownAsync("Kept"), await ShownAsync("Added")));
    }

    [Fact]
    public async Task A_file_that_replaces_everything_names_what_went()
    {
        await group.SendNewAsync("replacing.csv", Headings + Sessions("Old", 8));

        var receipt = await group.SendNewAsync("replacing.csv", Headings + Sessions("New", 1), "It replaces everything");

        Assert.Contains("No longer on the website, because this file does not have them (8)", receipt, StringComparison.Ordinal);
        Assert.Contains("“Old 8”, Tuesdays, 9:30am to 11am, Hub 1", receipt, StringComparison.Ordinal);
        Assert.Equal((0, 1), (await ShownAsync("Old"), await ShownAsync("New")));
    }

    [Fact]
    public async Task One_session_of_many_goes_without_a_question_but_is_named()
    {
        await group.SendNewAsync("few.csv", Headings + Sessions("Few", 8));

        var check = await TextAsync(await group.ChooseAsync(await group.LinkAsync(), "few.csv", Headings + Sessions("Few", 7)));

        Assert.DoesNotContain("type=\"radio\"", check, StringComparison.Ordinal);
        Assert.Contains("What goes from the website", check, StringComparison.Ordinal);
        Assert.Contains("<li>“Few 8”, Tuesdays", check, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list a (1).csv")]
    [InlineData("list a - Copy.csv")]
    [InlineData("Copy of list a.csv")]
    public async Task A_corrected_copy_is_taken_for_the_same_list(string name)
    {
        await group.SendNewAsync("list a.csv", Headings + Sessions("Copied", 8));

        var check = await TextAsync(await group.ChooseAsync(await group.LinkAsync(), name, Headings + Sessions("Copied", 8)));
        await group.SendNewAsync(name, Headings + Sessions("Copied", 8));

        Assert.Contains("We take it for a new version of “list a.csv”", check, StringComparison.Ordinal);
        Assert.False(await group.Hub.Storage.Timetables.GetBlobClient($"sampleton/groups/{name}").ExistsAsync());
    }

    [Fact]
    public async Task A_file_dropped_without_a_page_takes_nothing_much_off_until_somebody_says_so()
    {
        await DropAsync("dropped.csv", Headings + Sessions("Dropped", 12));

        var run = await DropAsync("dropped.csv", Headings + Sessions("Corrected", 1));
        var receipt = await ReceiptAsync(run);
        var shown = await ShownAsync("Dropped");
        var again = await DropAsync("dropped.csv", Headings + Sessions("Corrected", 1));
        var confirmed = await group.Hub.FinishAsync(await group.Hub.StartRunAsync("ingest-timetable", new { partner = "groups", file = "dropped.csv", replacesAll = true }));

        Assert.Contains("1 taken in (1 new, 0 changed, 0 as before), 0 given back, 0 withdrawn, 12 kept though not in the file", run.Summary, StringComparison.Ordinal);
        Assert.Contains("all rows were taken in; please say whether 12 other activities should go", receipt, StringComparison.Ordinal);
        Assert.Contains("Not in this file, and still on the website (12):\n- “Dropped 1”, Tuesdays", receipt, StringComparison.Ordinal);
        Assert.Equal(12, shown);
        Assert.Equal("Unchanged", again.Outcome);
        Assert.Contains("the same file as before; please say whether 12 other activities should go", await ReceiptAsync(again), StringComparison.Ordinal);
        Assert.Contains("12 withdrawn", confirmed.Summary, StringComparison.Ordinal);
        Assert.Equal((0, 1), (await ShownAsync("Dropped"), await ShownAsync("Corrected")));
    }

    [Fact]
    public async Task What_a_dropped_file_left_waiting_goes_when_the_same_file_is_sent_by_a_link_to_replace_everything()
    {
        await DropAsync("waiting.csv", Headings + Sessions("Waiting", 12));
        await DropAsync("waiting.csv", Headings + Sessions("Stays", 1));

        await group.SendNewAsync("waiting.csv", Headings + Sessions("Stays", 1), "It replaces everything");

        Assert.Equal((0, 1), (await ShownAsync("Waiting"), await ShownAsync("Stays")));
    }

    [Fact]
    public async Task A_moved_start_is_a_change_of_the_same_activity_and_nobody_is_asked()
    {
        await DropAsync("moved.csv", Headings + Sessions("Moved", 10));

        var run = await DropAsync("moved.csv", (Headings + Sessions("Moved", 10)).Replace("9.30am", "9.45am", StringComparison.Ordinal));
        var again = await DropAsync("moved.csv", (Headings + Sessions("Moved", 9)).Replace("9.30am", "9.45am", StringComparison.Ordinal));

        Assert.Contains("10 taken in (0 new, 10 changed, 0 as before), 0 given back, 0 withdrawn, 0 warnings", run.Summary, StringComparison.Ordinal);
        Assert.Contains("all rows were taken in\n", await ReceiptAsync(run), StringComparison.Ordinal);
        Assert.Contains("9 taken in (0 new, 0 changed, 9 as before), 0 given back, 1 withdrawn", again.Summary, StringComparison.Ordinal);
        Assert.Equal(9, await ShownAsync("Moved"));
    }

    [Fact]
    public async Task A_row_with_a_slip_loses_nothing_of_its_activity_and_the_receipt_and_the_page_say_so()
    {
        await DropAsync("slips.csv", Headings + Sessions("Slip", 12));
        var slips = (Headings + Sessions("Slip", 12)).Replace("Slip 3,Tuesday", "Slip 3,Tuedsay", StringComparison.Ordinal).Replace("Slip 4,Tuesday", "Slip 4,Thurzday", StringComparison.Ordinal);

        var check = await TextAsync(await group.ChooseAsync(await group.LinkAsync(), "slips.csv", slips));
        var run = await DropAsync("slips.csv", slips);
        var receipt = await ReceiptAsync(run);

        Assert.Contains("2 activities stay as families see them now, because their rows in this file have a problem:", check, StringComparison.Ordinal);
        Assert.DoesNotContain("from the website</h2>", check, StringComparison.Ordinal);
        Assert.Contains("10 taken in (0 new, 0 changed, 12 as before), 2 given back", run.Summary, StringComparison.Ordinal);
        Assert.Contains("As it was on the website, because the row in this file has a problem (2):\n- “Slip 3”, Tuesdays, 9:30am to 11am, Hub 1\n- “Slip 4”", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("should go", receipt, StringComparison.Ordinal);
        Assert.Equal(12, await ShownAsync("Slip"));
    }

    [Fact]
    public async Task Sessions_that_are_over_may_go_without_a_word()
    {
        var over = string.Concat(Enumerable.Range(1, 12).Select(i => $"Over {i},{i} September 2026,9.30am,11am,Hub 1\n"));
        await DropAsync("over.csv", "Activity,Date,Start,End,Venue\n" + over + "Ahead,5 October 2026,9.30am,11am,Hub 1\n");

        var run = await DropAsync("over.csv", "Activity,Date,Start,End,Venue\nAhead,5 October 2026,9.30am,11am,Hub 1\n");

        Assert.Contains("12 withdrawn", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_dropped_beside_its_original_is_told_that_both_count()
    {
        await DropAsync("beside.csv", Headings + Sessions("Beside", 2));

        var receipt = await ReceiptAsync(await DropAsync("beside (1).csv", Headings + Sessions("Beside", 2)));

        Assert.Contains("Your file \"beside.csv\" counts as well", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_by_staff_is_told_as_that()
    {
        await DropAsync("by staff.csv", Headings + Sessions("Staffed", 2));

        var run = await group.Hub.FinishAsync(await group.Hub.StartRunAsync("withdraw-timetable", new { partner = "groups", file = "by staff.csv" }));

        Assert.EndsWith("Taken off by the hub team: 2 withdrawn.", run.Summary, StringComparison.Ordinal);
        var receipt = await ReceiptAsync(run);
        Assert.StartsWith("Your timetable \"by staff.csv\" – taken off the website by the hub team\n", receipt, StringComparison.Ordinal);
        Assert.Contains("No longer on the website (2):\n- “Staffed 1”, Tuesdays", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("does not have them", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_dates_have_all_passed_is_told_so_before_and_after_and_is_not_green()
    {
        const string file = "Activity,Date,Start,End,Venue\nPeep,7 September 2026,9.30am,11am,Hub 1\nYoga,8 September 2026,9.30am,11am,Hub 1\n";
        var link = await group.LinkAsync();

        var check = await TextAsync(await group.ChooseAsync(link, "passed.csv", file));
        var sent = await group.SendNewAsync("passed.csv", file);

        Assert.Contains("Every date in this file has passed", check, StringComparison.Ordinal);
        Assert.Contains("all rows were read, but every date has passed", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"panel\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_says_which_rows_are_still_wrong()
    {
        await group.SendNewAsync("same.csv", UploadHub.GoodAndBad);

        var again = await group.SendNewAsync("same.csv", UploadHub.GoodAndBad);

        Assert.Contains("the same file as before, and 1 row has a problem", again, StringComparison.Ordinal);
        Assert.Contains("“Baby massage”, row 3, Day, \"Tuseday\"", again, StringComparison.Ordinal);
        Assert.Contains(await group.Hub.Sandbox.MailsAsync(), mail => mail.Subject == "Your timetable \"same.csv\" – the same file as before, and 1 row has a problem");
    }

    [Fact]
    public async Task Green_is_only_what_was_taken_in_whole()
    {
        var good = await group.SendNewAsync("green.csv", Headings + Sessions("Green", 1));
        var mixed = await group.SendNewAsync("mixed.csv", UploadHub.GoodAndBad);

        Assert.Contains("<div class=\"panel\"><p>Your timetable \"green.csv\" – all rows were taken in", good, StringComparison.Ordinal);
        Assert.Contains("<p class=\"notice\">Your timetable \"mixed.csv\" – 1 of 2 rows", mixed, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"panel\"", mixed, StringComparison.Ordinal);
    }

    private static string Sessions(string title, int count) =>
        string.Concat(Enumerable.Range(1, count).Select(i => $"{title} {i},Tuesday,9.30am,11am,Hub 1\n"));

    // A moment later, since what is published is looked at once a moment.
    private async Task<int> ShownAsync(string title)
    {
        await group.Hub.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        return Regex.Count(await group.Hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn"), $"<strong>{title} [0-9]+</strong>");
    }

    private async Task<RunRecord> DropAsync(string name, string content)
    {
        var run = await group.Hub.IngestAsync("groups", name, BinaryData.FromString(content));
        await group.Hub.App.SettleAsync();
        return run;
    }

    private async Task<string> ReceiptAsync(RunRecord run)
    {
        var key = Shared.Platform.Storage.Names.Key(run.RowKey);
        BlobDownloadResult found = await group.Hub.Storage.Outbox.GetBlobClient($"sampleton/groups/{key}.txt").DownloadContentAsync();
        return found.Content.ToString();
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
