using Azure;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.State;

namespace HubAutomation.Local.Host.Tests.Blobs;

public sealed class BlobReceiptsTests : IDisposable
{
    private static readonly ETag First = new("\"0x1\"");
    private static readonly ETag Second = new("\"0x2\"");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-receipts-");
    private HostState _state;

    public BlobReceiptsTests() => _state = new HostState(_folder.FullName);

    public void Dispose()
    {
        _state.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_try_that_has_begun_and_not_ended_counts_after_a_restart()
    {
        var receipts = Receipts();
        receipts.Begin("a.csv", receipts.Take("a.csv", First));

        var receipt = Restarted().Find("a.csv")!;

        Assert.Equal((ReceiptState.Running, 1, false), (receipt.State, receipt.Attempts, receipt.InHand));
    }

    [Fact]
    public void A_try_that_the_end_of_a_worker_cut_short_does_not_count()
    {
        var receipts = Receipts();
        var receipt = receipts.Take("a.csv", First);
        receipts.Begin("a.csv", receipt);
        receipts.Uncount("a.csv", receipt);

        Assert.Equal(0, Restarted().Find("a.csv")!.Attempts);
    }

    [Fact]
    public void A_new_version_begins_with_all_its_tries()
    {
        var receipts = Receipts();
        var receipt = receipts.Take("a.csv", First);
        receipts.Begin("a.csv", receipt);
        receipt.WorkersLost = 3;

        var taken = receipts.Take("a.csv", Second);

        Assert.Equal((0, 0, Second.ToString()), (taken.Attempts, taken.WorkersLost, taken.ETag));
    }

    [Fact]
    public void What_was_given_up_is_listed_with_its_reason_until_it_is_done()
    {
        var receipts = Receipts();
        var receipt = receipts.Take("a.csv", First);
        receipts.Begin("a.csv", receipt);
        receipts.GiveUp("a.csv", receipt, "FormatException: no table");

        var poison = Assert.Single(BlobReceipts.Poison(_state));
        Assert.Equal(("Dropped", "timetables", "a.csv", 1, "FormatException: no table"), (poison.Function, poison.Container, poison.Blob, poison.Attempts, poison.Error));

        var again = receipts.Take("a.csv", Second);
        receipts.Begin("a.csv", again);
        receipts.Complete("a.csv", again);
        Assert.Empty(BlobReceipts.Poison(_state));
    }

    [Fact]
    public void A_blob_that_a_listing_no_longer_had_is_forgotten_unless_it_is_in_hand()
    {
        var receipts = Receipts();
        foreach (var blob in new[] { "gone.csv", "there.csv" })
        {
            var receipt = receipts.Take(blob, First);
            receipts.Begin(blob, receipt);
            receipts.Complete(blob, receipt);
        }

        receipts.Begin("in-hand.csv", receipts.Take("in-hand.csv", First));
        receipts.Find("there.csv")!.SeenIn = 1;
        receipts.ForgetUnseen(1);

        var kept = Restarted();
        Assert.Null(kept.Find("gone.csv"));
        Assert.NotNull(kept.Find("there.csv"));
        Assert.NotNull(kept.Find("in-hand.csv"));
    }

    private BlobReceipts Receipts() => new(_state, "Dropped", "timetables", TimeProvider.System);

    private BlobReceipts Restarted()
    {
        _state.Dispose();
        _state = new HostState(_folder.FullName);
        return Receipts();
    }
}
