using System.Text;
using System.Text.Json;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Json;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

public class TimetableJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly PublishedSession[] Two =
    [
        Widnes.Published(
            Widnes.Session("massage", "Baby massage – “first touch”", SessionSchedule.Weekly(IsoDayOfWeek.Monday), "09:30", "11:00") with
            {
                Room = "Sensory Room",
                Description = "Bring a towel.",
                Ages = new(0, 7, false, "0 to 6 months"),
                Booking = new(BookingKind.Required, "https://book.example/massage"),
                Cost = new(200, 350, "£2 to £3.50"),
            },
            sequence: 2) with
        { LinkedPartners = ["Widnes Library"] },
        Widnes.Published(Widnes.Session("walk", "Buggy walk", SessionSchedule.On([new(2026, 10, 26)]), "08:45", place: "ditton")),
    ];

    [Fact]
    public void Instances_of_a_week_in_full()
    {
        Assert.Equal(
            """
            {
              "title": "Halton Family Hubs timetables",
              "authority": "Halton Borough Council",
              "service": "Halton Family Hubs",
              "notice": "Sample data – not published by the council",
              "timeZone": "Europe/London",
              "from": "2026-10-20",
              "to": "2026-10-26",
              "lastModified": "2026-08-28T09:15:30Z",
              "instances": [
                {
                  "uid": "walk-20261026@halton.familyhubs",
                  "start": "2026-10-26T08:45:00+00:00",
                  "end": null,
                  "sessionId": "walk",
                  "title": "Buggy walk",
                  "description": null,
                  "venue": {
                    "id": "ditton",
                    "name": "Ditton Family Hub",
                    "address": "Dundalk Road, Widnes",
                    "postcode": "WA8 8DF"
                  },
                  "room": null,
                  "ages": null,
                  "booking": null,
                  "cost": null,
                  "partner": "Kingsway Family Hub",
                  "alsoListedBy": [],
                  "sequence": 0,
                  "lastModified": "2026-08-28T09:15:30Z"
                },
                {
                  "uid": "massage@halton.familyhubs",
                  "start": "2026-10-26T09:30:00+00:00",
                  "end": "2026-10-26T11:00:00+00:00",
                  "sessionId": "massage",
                  "title": "Baby massage – “first touch”",
                  "description": "Bring a towel.",
                  "venue": {
                    "id": "kingsway",
                    "name": "Kingsway Family Hub",
                    "address": "Kingsway, Widnes",
                    "postcode": "WA8 7QE"
                  },
                  "room": "Sensory Room",
                  "ages": {
                    "text": "0 to 6 months",
                    "fromMonths": 0,
                    "toMonths": 7,
                    "pregnancy": false
                  },
                  "booking": {
                    "text": "Booking needed",
                    "kind": "required",
                    "url": "https://book.example/massage"
                  },
                  "cost": {
                    "text": "£2 to £3.50",
                    "minPence": 200,
                    "maxPence": 350
                  },
                  "partner": "Kingsway Family Hub",
                  "alsoListedBy": [
                    "Widnes Library"
                  ],
                  "sequence": 2,
                  "lastModified": "2026-08-28T09:15:30Z"
                }
              ]
            }
            """,
            Filter(new(2026, 10, 20), new(2026, 10, 26)));
    }

    [Fact]
    public void Both_ends_of_the_dates_asked_for_are_included()
    {
        Assert.Equal(["2026-10-12T09:30:00+01:00", "2026-10-19T09:30:00+01:00"], Starts(new(2026, 10, 12), new(2026, 10, 19)));
    }

    [Fact]
    public void Without_dates_everything_comes_in_order_of_time()
    {
        var starts = Starts(null, null);
        Assert.Equal(starts.Order(StringComparer.Ordinal), starts);
        Assert.Equal("2026-09-07T09:30:00+01:00", starts[0]);
        Assert.Equal("2027-04-05T09:30:00+01:00", starts[^1]);
    }

    [Fact]
    public void Only_one_end_may_be_given()
    {
        Assert.Equal(["2026-09-07T09:30:00+01:00", "2026-09-14T09:30:00+01:00"], Starts(null, new(2026, 9, 14)));
        Assert.Equal(["2027-04-05T09:30:00+01:00"], Starts(new(2027, 4, 1), null));
    }

    [Fact]
    public void Dates_the_wrong_way_round_find_nothing()
    {
        Assert.Empty(Starts(new(2026, 10, 19), new(2026, 10, 12)));
    }

    [Fact]
    public void A_document_that_is_not_json_is_refused()
    {
        Assert.ThrowsAny<JsonException>(() => TimetableJson.Filter("<html>"u8.ToArray(), null, null));
    }

    private static List<string?> Starts(LocalDate? from, LocalDate? to)
    {
        using var json = JsonDocument.Parse(Filter(from, to));
        return [.. json.RootElement.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("start").GetString())];
    }

    private static string Filter(LocalDate? from, LocalDate? to)
    {
        var document = TimetableDocuments.Render(Widnes.Settings, Two, Widnes.Today, Widnes.BaseUrl).Single(d => d.Path == "timetables.json");
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(TimetableJson.Filter(document.ToBytes(), from, to)));
        return JsonSerializer.Serialize(json.RootElement, Indented);
    }
}
