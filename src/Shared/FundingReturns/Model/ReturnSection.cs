using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Returns among an authority's settings.</summary>
public static class ReturnSection
{
    extension(AuthoritySettings settings)
    {
        /// <summary>What its monthly return is made of; null when it makes none.</summary>
        public ReturnSettings? Returns => settings.Section<ReturnSettings>(ReturnSettings.File);
    }
}
