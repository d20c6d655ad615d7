namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Whatever is made from figures and kept in container <c>returns</c>: a version of a month's return, or a period rolled up.</summary>
public interface IReturnFolder
{
    /// <summary>The authority's id.</summary>
    string Authority { get; }

    /// <summary>Where its blobs are, with a slash at the end.</summary>
    string Folder { get; }
}
