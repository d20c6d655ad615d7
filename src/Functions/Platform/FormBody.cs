using System.Globalization;
using HubAutomation.Functions.Platform.Parameters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace HubAutomation.Functions.Platform;

/// <summary>The one place where forms are read. Whatever cannot be read as one is refused in words; none of it is a failure of the hub.</summary>
public static class FormBody
{
    private const int MostFields = 1024;
    private const string Unreadable = "This form cannot be read";

    // As far as browsers and mail programs send forms; each means the same to everybody.
    private static readonly string[] Charsets = ["utf-8", "us-ascii", "iso-8859-1"];

    // What an IOException has that tells of what was sent, and not of this machine's disk.
    private const int Malformed = unchecked((int)0x80131620);

    /// <summary>The form that was sent; an empty one for no body at all.</summary>
    /// <param name="request">The request.</param>
    /// <param name="largest">The most bytes that may be sent.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestRefusedException">It is too large (413), no form (415), or none that can be read (400).</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, long largest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > largest)
        {
            await TakeWholeAsync(request, cancellation);
            throw TooLarge(largest);
        }

        SetLimit(request, largest);
        var form = await ParseAsync(request, largest, cancellation);
        RequireText(form);
        return form;
    }

    private static async Task<IFormCollection> ParseAsync(HttpRequest request, long largest, CancellationToken cancellation)
    {
        try
        {
            if (await IsEmptyAsync(request, cancellation))
                return FormCollection.Empty;
            RequireForm(request);
            return await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = largest, ValueCountLimit = MostFields }, cancellation);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(largest);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException { HResult: Malformed })
        {
            throw Refusal($"It is cut off, has no boundary, is not encoded as UTF-8, holds the character U+0000, or has more than {MostFields} fields. Open the page again and send it once more.");
        }
    }

    private static void RequireForm(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType, Unreadable,
                "Send it as application/x-www-form-urlencoded or multipart/form-data, as the form of the page does.");
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { HasValue: true } charset
            && !Charsets.Contains(HeaderUtilities.RemoveQuotes(charset).ToString(), StringComparer.OrdinalIgnoreCase))
        {
            throw Refusal($"It says that it is encoded as “{charset}”. Forms are sent as UTF-8.");
        }
    }

    // What stands in no JSON, no table and no workbook would fail later, where nobody is told.
    private static void RequireText(IFormCollection form)
    {
        var texts = form.SelectMany(field => field.Value.Prepend(field.Key)).Concat(form.Files.SelectMany(file => new[] { file.Name, file.FileName }));
        if (texts.Select(FindNoText).FirstOrDefault(found => found is not null) is { } character)
            throw Refusal($"It holds the character {character}, which no text may hold. Type the text again without it.");
    }

    private static string? FindNoText(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
                i++;
            else if (text[i] is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF' || char.IsSurrogate(text[i]))
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[i]:X4}");
        }

        return null;
    }

    private static async Task<bool> IsEmptyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is { } length)
            return length == 0;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            var (isEmpty, isWhole) = (read.Buffer.IsEmpty, read.IsCompleted);
            request.BodyReader.AdvanceTo(read.Buffer.Start);
            if (!isEmpty)
                request.Body = request.BodyReader.AsStream();
            if (!isEmpty || isWhole)
                return isEmpty;
        }
    }

    /// <summary>
    /// Lets a request that is too large arrive, to be thrown away: a server in front that cannot get rid of it answers an empty error in
    /// place of our page.
    /// </summary>
    private static async Task TakeWholeAsync(HttpRequest request, CancellationToken cancellation)
    {
        SetLimit(request, request.ContentLength);
        await request.Body.CopyToAsync(Stream.Null, cancellation);
    }

    // The server lets it be set only before the first byte is read.
    private static void SetLimit(HttpRequest request, long? largest)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = largest;
    }

    private static RequestRefusedException Refusal(string sentence) => new(StatusCodes.Status400BadRequest, Unreadable, sentence);

    private static RequestRefusedException TooLarge(long largest) => new(
        StatusCodes.Status413PayloadTooLarge, "This is too large",
        string.Create(CultureInfo.InvariantCulture, $"At most {SizeOf(largest)} may be sent to this page. Nothing was kept."));

    private static string SizeOf(long bytes) => bytes >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KB");
}
