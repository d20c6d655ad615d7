using System.Buffers.Binary;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>Uploads with checksums go through the local System.IO.Hashing.</summary>
[Collection(TableTests.Name)]
public sealed class BlobChecksumTests(TableFixture storage)
{
    [Fact]
    public async Task The_checksum_sent_with_an_upload_is_the_published_check_value_of_CRC64_NVME()
    {
        var checksum = await UploadAndReadChecksumAsync(Encoding.ASCII.GetBytes("123456789"));

        // CRC-64/NVME in the catalogue of parametrised CRC algorithms: check="0xae8b14860a799888".
        Assert.Equal(0xAE8B14860A799888, checksum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(1_000_003)]
    public async Task An_upload_of_any_length_carries_the_checksum_of_its_content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var checksum = await UploadAndReadChecksumAsync(content);

        Assert.Equal(Crc64Nvme(content), checksum);
    }

    [Fact]
    public async Task Each_block_of_a_large_upload_carries_its_own_checksum()
    {
        var content = new byte[150_000];
        new Random(7).NextBytes(content);
        var (blob, checksums) = await NewBlobAsync();

        await blob.UploadAsync(new MemoryStream(content), new BlobUploadOptions
        {
            TransferOptions = new StorageTransferOptions { InitialTransferSize = 65_536, MaximumTransferSize = 65_536, MaximumConcurrency = 1 },
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 },
        });

        Assert.Equal(content.Chunk(65_536).Select(block => Crc64Nvme(block)), checksums.Values.Select(Number));
        Assert.Equal(content, (await blob.DownloadContentAsync()).Value.Content.ToArray());
    }

    private async Task<ulong> UploadAndReadChecksumAsync(byte[] content)
    {
        var (blob, checksums) = await NewBlobAsync();

        await blob.UploadAsync(new BinaryData(content), new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 },
        });

        return Number(Assert.Single(checksums.Values));
    }

    private async Task<(BlobClient Blob, ChecksumTaker Checksums)> NewBlobAsync()
    {
        var checksums = new ChecksumTaker();
        var options = new BlobClientOptions();
        options.AddPolicy(checksums, HttpPipelinePosition.PerCall);
        var container = new BlobContainerClient(storage.ConnectionString, $"c{Guid.NewGuid():N}", options);
        await container.CreateAsync();
        return (container.GetBlobClient("timetables/widnes.csv"), checksums);
    }

    private static ulong Number(string header) => BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromBase64String(header));

    /// <summary>Bit by bit, from the parameters of the catalogue: reflected, all ones in and out.</summary>
    private static ulong Crc64Nvme(ReadOnlySpan<byte> content)
    {
        var crc = ulong.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x9A6C9329AC4BC9B5;
        }
        return ~crc;
    }

    /// <summary>Keeps the checksums to itself: the emulator refuses requests that carry one.</summary>
    private sealed class ChecksumTaker : HttpPipelineSynchronousPolicy
    {
        private const string Header = "x-ms-content-crc64";

        public List<string> Values { get; } = [];

        public override void OnSendingRequest(HttpMessage message)
        {
            if (!message.Request.Headers.TryGetValue(Header, out var value))
                return;
            Values.Add(value);
            message.Request.Headers.Remove(Header);
        }
    }
}
