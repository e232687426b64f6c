using System.Text;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>
/// Interchanges that others made, from a folder that the environment variable <c>IA_EDI_SAMPLES</c> names; they belong to others and are not committed. Each of them comes back as the same XML, apart from zeros in front of
/// counts and references of trailers, or is refused with a code and a place; the file <c>refused.txt</c> in that folder says which and why.
/// </summary>
public sealed partial class EdiPublicSampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("IA_EDI_SAMPLES");

    [SampleFact]
    public void Samples_of_others_come_back_or_are_refused_with_a_reason()
    {
        var refused = new List<string>();
        var different = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Folder!).Where(file => !file.EndsWith("refused.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var edi = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            try
            {
                var xml = Read(edi);
                if (WithoutTrailers(xml) != WithoutTrailers(Read(EdiConvert.FromXml(xml, new() { Encoding = Encoding.Latin1 }))))
                {
                    different.Add(Path.GetFileName(file));
                }
            }
            catch (FaultException e)
            {
                refused.Add($"{Path.GetFileName(file)}: {e.Fault.Code} {e.Fault.Message}");
            }
        }

        File.WriteAllLines(Path.Combine(Folder!, "refused.txt"), refused);
        Assert.Equal("", string.Join(' ', different));
        Assert.All(refused, line => Assert.Contains(": IA349", line, StringComparison.Ordinal));
    }

    // Senders write umlauts whatever their syntax identifier says, and whoever shortens a sample does not count again.
    private static string Read(string edi) => EdiConvert.ToXml(edi, EdiConvert.Reading(new EdiReadingOptions { Encoding = Encoding.Latin1, IgnoresTrailers = true }));

    private static string WithoutTrailers(string xml) => Trailers().Replace(xml, "");

    [GeneratedRegex("<S_(UNT|UNE|UNZ|SE|GE|IEA)>.*?</S_\\1>")]
    private static partial Regex Trailers();

    private sealed class SampleFactAttribute : FactAttribute
    {
        public SampleFactAttribute() => Skip = Folder is null ? "Set IA_EDI_SAMPLES to a folder with interchanges of EDIFACT and X12." : null;
    }
}
