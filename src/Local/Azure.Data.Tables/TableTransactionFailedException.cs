#nullable disable

using System.Globalization;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>A transaction that the service refused; nothing of it was done.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes status, message, error code and data over from the failure of the transaction.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data.Add(key, requestFailedException.Data[key]);
        if (Data[TableErrorParser.FailedActionIndex] is string index)
            FailedTransactionActionIndex = int.Parse(index, CultureInfo.InvariantCulture);
    }

    /// <summary>Position of the action that the service refused, from 0; null where it did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
