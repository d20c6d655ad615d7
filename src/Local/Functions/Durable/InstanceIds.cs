namespace HubAutomation.Local.Functions.Durable;

/// <summary>What an instance id may look like.</summary>
internal static class InstanceIds
{
    private const int MostCharacters = 256;

    /// <exception cref="ArgumentException">The id is too long, begins with '@' or has a character that addresses cannot carry.</exception>
    public static void Check(string id)
    {
        if (id.Length is 0 or > MostCharacters || id[0] == '@' || id.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"An instance id has 1 to {MostCharacters} characters, does not begin with '@' and has no '/', '\\', '#', '?' or control characters.");
        }
    }
}
