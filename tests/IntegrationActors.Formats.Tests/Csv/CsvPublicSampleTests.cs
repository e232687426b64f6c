using System.Text.Json.Nodes;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Tests.Csv;

/// <summary>
/// Tables that others made, each a <c>name.csv</c> with what it means as <c>name.json</c> beside it (github.com/max-mapper/csv-spectrum), from a folder that the environment variable <c>IA_CSV_SAMPLES</c> names; they belong to others
/// and are not committed.
/// </summary>
public sealed class CsvPublicSampleTests
{
    // Has quotes within values that stand in none, which RFC 4180 does not allow; the step refuses them unless quotes have no meaning.
    private const string QuotesInValues = "location_coordinates.csv";

    private static readonly string? Folder = Environment.GetEnvironmentVariable("IA_CSV_SAMPLES");

    [SampleFact]
    public void Samples_of_others_mean_what_they_say_and_come_back()
    {
        var tables = Directory.GetFiles(Folder!, "*.csv");
        Assert.NotEmpty(tables);

        foreach (var table in tables)
        {
            var meant = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(table, ".json")))!;
            if (Path.GetFileName(table) == QuotesInValues)
            {
                Assert.Equal("IA3401", Assert.Throws<FaultException>(() => CsvText.ToJson(File.ReadAllText(table))).Fault.Code);
                continue;
            }

            var read = CsvText.ToJson(File.ReadAllText(table));

            Assert.True(JsonNode.DeepEquals(meant, JsonNode.Parse(read)), $"{table}: {read}");
            Assert.Equal(read, CsvText.ToJson(CsvText.FromJson(read)));
            Assert.Equal(CsvText.FromJson(read), CsvText.FromXml(CsvText.ToXml(File.ReadAllText(table))));
        }
    }

    private sealed class SampleFactAttribute : FactAttribute
    {
        public SampleFactAttribute() => Skip = Folder is null ? "Set IA_CSV_SAMPLES to a folder with tables and what they mean as JSON." : null;
    }
}
