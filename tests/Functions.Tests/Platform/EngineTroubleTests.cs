using Grpc.Core;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Tests.Platform;

/// <summary>An engine or a disk that does not work is a 503 that says so; what the engine refuses is not.</summary>
public class EngineTroubleTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, "the engine of the workflows does not answer")]
    [InlineData(StatusCode.DeadlineExceeded, "the engine of the workflows does not answer")]
    [InlineData(StatusCode.Internal, "the engine of the workflows does not work")]
    [InlineData(StatusCode.Unknown, "the engine of the workflows does not work")]
    [InlineData(StatusCode.ResourceExhausted, "the engine of the workflows does not work")]
    [InlineData(StatusCode.InvalidArgument, null)]
    [InlineData(StatusCode.NotFound, null)]
    [InlineData(StatusCode.AlreadyExists, null)]
    [InlineData(StatusCode.FailedPrecondition, null)]
    [InlineData(StatusCode.Unimplemented, null)]
    public void A_full_database_of_the_engine_is_told_from_a_wrong_call(StatusCode code, string? trouble) =>
        Assert.Equal(trouble, EngineTrouble.Of(new RpcException(new Status(code, "database or disk is full"))));

    [Fact]
    public void A_full_disk_is_told_from_another_file_s_trouble()
    {
        Assert.Equal("the disk is full", StorageTrouble.Of(new IOException("No space left on device", 28)));
        Assert.Equal("the disk is full", StorageTrouble.Of(new IOException("There is not enough space on the disk.", unchecked((int)0x80070070))));
        Assert.Null(StorageTrouble.Of(new IOException("Unexpected end of Stream.")));
        Assert.Null(StorageTrouble.Of(new FileNotFoundException()));
    }
}
