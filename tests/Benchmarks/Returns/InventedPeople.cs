using System.Globalization;
using System.Text;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>
/// Files of one large authority and of an England around it, in the real shapes: postcodes in the columns of the ONS Postcode Directory, some
/// 500 bytes a row; as many areas as England has. Everything in them is invented.
/// </summary>
internal static class InventedPeople
{
    public const string District = "E06000006";

    private const int AreasOfEngland = 33_755;
    private const int AreasOfTheAuthority = 300;
    private const int PeopleOfTheAuthority = 40_000;
    private const int RegisteredChildren = 25_000;
    private const string Units = "ABDEFGHJLNPQRSTUWXYZ";

    private static readonly string[] Programmes = ["Stay and Play", "Baby Massage", "HENRY", "Triple P", "Peep Learning Together", "Rhyme Time", "Dads Together", "Solihull"];

    /// <summary>Writes the national files below <c>reference</c>.</summary>
    public static void WriteReference(string seed, int postcodes)
    {
        InventedTimetable.WriteConfiguration(seed);
        var folder = Directory.CreateDirectory(Path.Combine(seed, "reference")).FullName;
        using (var file = Create(folder, "ranks.csv"))
        {
            file.WriteLine("LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)");
            Write(file, AreasOfEngland, i => $"{Area(i)},Sample {i},{DistrictOf(i)},Sample,{i + 1},{(i * 7_919 % AreasOfEngland) + 1}");
        }

        using (var file = Create(folder, "wards.csv"))
        {
            file.WriteLine("LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD");
            Write(file, AreasOfEngland, i => $"{Area(i)},Sample {i},E05{i / 5:D6},Ward {i / 5},{DistrictOf(i)}");
        }

        using (var file = Create(folder, "population.csv"))
        {
            file.WriteLine("LSOA21CD,Age 0,Age 1,Age 2,Age 3,Age 4,Age 5");
            Write(file, AreasOfEngland, i => $"{Area(i)},{15 + (i % 9)},{16 + (i % 8)},{17 + (i % 7)},{18 + (i % 6)},{19 + (i % 5)},20");
        }

        using (var file = Create(folder, "postcodes.csv"))
        {
            file.WriteLine("pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,park,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21");
            Write(file, postcodes, PostcodeRow);
        }
    }

    /// <summary>Writes the authority's attendance of twelve months and its registrations below <c>figures</c>.</summary>
    public static void WriteFigures(string folder, int rows, int postcodes)
    {
        var random = new Random(1);
        var attendance = Directory.CreateDirectory(Path.Combine(folder, "attendance")).FullName;
        for (var month = 0; month < 12; month++)
        {
            var (year, number) = (2025 + ((month + 10) / 12), ((month + 10) % 12) + 1);
            using var file = Create(attendance, string.Create(CultureInfo.InvariantCulture, $"{year}-{number:D2}.csv"));
            file.WriteLine("Person,Date,Place,Programme,Role,Delivery");
            Write(file, rows / 12, i => string.Create(
                CultureInfo.InvariantCulture,
                $"P{random.Next(PeopleOfTheAuthority):D6},{(i * 28L / (rows / 12)) + 1:D2}/{number:D2}/{year},Hub {random.Next(6) + 1},{Programmes[random.Next(Programmes.Length)]},{(random.Next(3) == 0 ? "adult" : "child")},{(random.Next(5) == 0 ? "online" : "in person")}"));
        }

        using var registrations = Create(Directory.CreateDirectory(Path.Combine(folder, "registrations")).FullName, "2026-10.csv");
        registrations.WriteLine("Person,Date of birth,Postcode,Registered on,Ended on");
        Write(registrations, RegisteredChildren, i => string.Create(
            CultureInfo.InvariantCulture, $"P{i:D6},{(i % 28) + 1:D2}/{(i % 12) + 1:D2}/{2020 + (i % 6)},{Postcode(((i * 127 % AreasOfTheAuthority) + (AreasOfEngland * (i % 20))) % postcodes)},01/09/2026,"));
    }

    private static string PostcodeRow(int i)
    {
        var (postcode, area) = (Postcode(i), i % AreasOfEngland);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{postcode.Replace(" ", "", StringComparison.Ordinal)}\",\"{postcode}\",\"{postcode}\",\"198001\",\"{(i % 4 == 0 ? "201906" : "")}\",\"E99999999\",\"E99999999\",\"{DistrictOf(area)}\",\"E05{area / 5:D6}\",\"E04999999\",\"0\",\"385386\",\"0401193\",\"1\",\"E18000001\",\"E40000010\",\"E92000001\",\"E12000002\",\"E99999999\",\"E14001285\",\"E15000002\",\"E24000001\",\"E30000064\",\"E16000001\",\"E06000006\",\"E05000001\",\"E00063000\",\"E05000001\",\"E65000001\",\"E01012000\",\"E02002600\",\"5\",\"3C2\",\"E00063000\",\"{Area(area)}\",\"E02002600\",\"E33002161\",\"E38000130\",\"E34004707\",\"E35001275\",\"C1\",\"3C2\",53.361234,-2.733456,\"E37000022\",\"\",\"E23000006\",{area + 1},\"E56000005\",\"E54000008\",\"E00180000\",\"{Area(area)}\",\"E02002600\"");
    }

    // In the order of the directory: by area letters, district, sector, unit.
    private static string Postcode(int i)
    {
        var (unit, rest) = (i % 400, i / 400);
        var (sector, outward) = (rest % 10, rest / 10);
        return string.Create(CultureInfo.InvariantCulture, $"{Units[outward / 90 / 20]}{Units[outward / 90 % 20]}{(outward % 90) + 10} {sector}{Units[unit / 20]}{Units[unit % 20]}");
    }

    private static string Area(int i) => string.Create(CultureInfo.InvariantCulture, $"E01{i:D6}");

    private static string DistrictOf(int area) => area < AreasOfTheAuthority ? District : "E08000012";

    private static StreamWriter Create(string folder, string name) => new(Path.Combine(folder, name), append: false, new UTF8Encoding(false), bufferSize: 1 << 20);

    private static void Write(StreamWriter file, int rows, Func<int, string> row)
    {
        for (var i = 0; i < rows; i++)
        {
            file.WriteLine(row(i));
        }
    }
}
