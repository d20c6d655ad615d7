using Azure.Data.Tables;
using HubAutomation.Testing;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>The comparison itself: it must notice what it is there to notice.</summary>
public sealed class PublicApiComparisonTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("api-");

    [Fact]
    public void The_API_of_an_assembly_is_found_in_a_list_of_itself() => Assert.Empty(DifferencesTo(Api()));

    [Fact]
    public void Attributes_without_a_contract_are_not_compared()
    {
        var list = Api().Replace("  P public virtual string AccountName", "  P [EditorBrowsable((System.ComponentModel.EditorBrowsableState)1)] public virtual string AccountName", StringComparison.Ordinal);

        Assert.Empty(DifferencesTo(list));
    }

    [Theory]
    [InlineData("P public virtual string AccountName { get; }", "P public string AccountName { get; }")]
    [InlineData("Response AddEntity<T>(T entity,", "Response AddEntity<T>(T item,")]
    [InlineData("string filter = null", "string filter")]
    [InlineData("string filter = null", "string? filter = null")]
    [InlineData("mode = (Azure.Data.Tables.TableUpdateMode)0", "mode = (Azure.Data.Tables.TableUpdateMode)1")]
    [InlineData("where T : class, Azure.Data.Tables.ITableEntity", "where T : Azure.Data.Tables.ITableEntity")]
    [InlineData("C protected TableClient()", "C public TableClient()")]
    [InlineData("  Merge = 0", "  Merge = 2")]
    [InlineData("public sealed class Azure.Data.Tables.TableEntity", "public class Azure.Data.Tables.TableEntity")]
    [InlineData("[Flags()] public enum", "public enum")]
    [InlineData("TableClientOptions : Azure.Core.ClientOptions", "TableClientOptions")]
    public void A_different_text_in_the_list_is_noticed(string ours, string real)
    {
        Assert.Contains(ours, Api(), StringComparison.Ordinal);

        Assert.NotEmpty(DifferencesTo(Api().Replace(ours, real, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_type_that_the_list_does_not_have_is_named()
    {
        var without = string.Join("\n\n", Api().Split("\n\n").Where(block => !block.Contains("Models.TableItem\n", StringComparison.Ordinal)));

        Assert.Equal(["Azure.Data.Tables.Models.TableItem: no such type"], DifferencesTo(without));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Api() => PublicApi.Of(typeof(TableClient).Assembly);

    private IReadOnlyList<string> DifferencesTo(string list)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "list.txt"), "# Azure.Data.Tables\n\n" + list);
        return PublicApi.NotInRealPackages(typeof(TableClient).Assembly, folder.FullName);
    }
}
