namespace Azure.Data.Tables.Wire;

/// <summary>The answer where the entity that was asked for does not exist.</summary>
internal sealed class MissingEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T? Value => throw new InvalidOperationException($"The entity does not exist: the service answered {response.Status}.");

    public override Response GetRawResponse() => response;
}
