using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Tests.Timetables.Model;

public class FileNamesTests
{
    [Theory]
    [InlineData("autumn (1).csv")]
    [InlineData("autumn(2).csv")]
    [InlineData("Autumn (12).CSV")]
    [InlineData("autumn - Copy.csv")]
    [InlineData("autumn - Copy (2).csv")]
    [InlineData("autumn copy.csv")]
    [InlineData("autumn copy 2.csv")]
    [InlineData("Copy of autumn.csv")]
    [InlineData("Copy (2) of autumn.csv")]
    [InlineData("Copy of autumn (1) (1).csv")]
    public void What_browsers_and_desktops_call_a_copy_is_the_same_list(string copy) => Assert.True(FileNames.AreOneList("autumn.csv", copy));

    [Theory]
    [InlineData("autumn 2.csv")]
    [InlineData("autumn (final).csv")]
    [InlineData("autumn (2026).csv")]
    [InlineData("autumn.xlsx")]
    [InlineData("autumn v2.csv")]
    [InlineData("photocopy.csv")]
    [InlineData("(1).csv")]
    public void Other_names_are_other_lists(string other) => Assert.False(FileNames.AreOneList("autumn.csv", other));
}
