using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Wire;

/// <summary>Asks for one page.</summary>
/// <param name="continuationToken">What the page before ended with; null for the first.</param>
/// <param name="pageSize">At most this many results; null for the service's own limit.</param>
/// <param name="async">Whether to wait without a thread.</param>
/// <param name="cancellationToken">Ends the request.</param>
internal delegate ValueTask<Page<T>> PageRequest<T>(string? continuationToken, int? pageSize, bool async, CancellationToken cancellationToken);

internal sealed class TablePageable<T>(PageRequest<T> request, int? maxPerPage, CancellationToken cancellationToken)
    : Pageable<T>(cancellationToken)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = request(continuationToken, pageSizeHint ?? maxPerPage, false, CancellationToken).Completed();
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

internal sealed class AsyncTablePageable<T>(PageRequest<T> request, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(string? continuationToken, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await request(continuationToken, pageSize, true, cancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

internal static class CompletedTask
{
    /// <summary>The result of a call that was made with async: false, and so is there already.</summary>
    public static T Completed<T>(this ValueTask<T> task)
    {
        System.Diagnostics.Debug.Assert(task.IsCompleted, "A synchronous call waited for an asynchronous one.");
        return task.GetAwaiter().GetResult();
    }
}
