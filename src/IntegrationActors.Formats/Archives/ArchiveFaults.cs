using System.Globalization;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Archives;

/// <summary>Everything that is refused about packed content.</summary>
internal static class ArchiveFaults
{
    private const int ShownText = 100;

    public static FaultException Broken(string format, string why, Exception? cause = null) => new(
        "IA3421",
        $"The body is not {format}, or is damaged: {Shown(why)}",
        "ia trace shows the body before this step; have the sender send it again.",
        cause);

    public static FaultException TooLarge(long limit) => new(
        "IA3422",
        string.Create(CultureInfo.InvariantCulture, $"What is unpacked is larger than {limit} bytes."),
        "If that is right, raise maxSize.");

    public static FaultException Ratio(int limit) => new(
        "IA3423",
        string.Create(CultureInfo.InvariantCulture, $"What is unpacked is more than {limit} times as large as the packed content: so it looks when somebody wants to fill a disk."),
        "If the sender is known and the content is right, raise maxRatio.");

    public static FaultException TooManyEntries(int limit) => new(
        "IA3424",
        string.Create(CultureInfo.InvariantCulture, $"The archive has more than {limit} entries."),
        "If that is right, raise maxEntries.");

    public static FaultException Name(string name) => new(
        EntryName.Refused,
        $"The archive has an entry '{Shown(name)}', whose name leads out of it or can't be the name of a file.",
        "Names are relative, with slashes, without '..' and control characters. Have the sender corrected.");

    public static FaultException Refused(string name, string why) => new(
        "IA3427",
        $"The entry '{Shown(name)}' {why}.",
        "Have the sender send plain files.");

    public static string Shown(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText), "…");
}
