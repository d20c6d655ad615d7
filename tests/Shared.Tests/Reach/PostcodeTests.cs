using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Tests.Reach;

/// <summary>Postcodes as people write them.</summary>
public sealed class PostcodeTests
{
    [Theory]
    [InlineData("WA8 7ZX", "WA87ZX")]
    [InlineData(" wa87zx ", "WA87ZX")]
    [InlineData("S60\u00A01AA", "S601AA")]
    [InlineData("L1  1AA", "L11AA")]
    [InlineData("ec1a 1bb", "EC1A1BB")]
    [InlineData("W1A 0AX", "W1A0AX")]
    [InlineData("SW1A 1AA", "SW1A1AA")]
    public void Any_case_and_any_spaces(string written, string read) => Assert.Equal(read, Postcode.Parse(written));

    [Theory]
    [InlineData("")]
    [InlineData("WA8")]
    [InlineData("not given")]
    [InlineData("WA8 7Z")]
    [InlineData("WA8-7ZX")]
    [InlineData("8WA 7ZX")]
    [InlineData("WAA8 7ZX")]
    [InlineData("WA8 ZZX")]
    [InlineData("WA8 7ZXX")]
    [InlineData("12 Sample Row, WA8 7ZX")]
    [InlineData("ＷA8 7ZX")]
    public void What_has_another_form_is_none(string written) => Assert.Null(Postcode.Parse(written));

    [Fact]
    public void No_text_breaks_it_and_what_is_read_is_read_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), text =>
        {
            if (Postcode.Parse(text) is { } postcode)
                Assert.Equal(postcode, Postcode.Parse(postcode.ToLowerInvariant().Insert(postcode.Length - 3, " ")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
