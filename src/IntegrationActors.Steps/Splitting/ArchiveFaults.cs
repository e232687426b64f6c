using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Everything that an archive is refused for.</summary>
internal static class ArchiveFaults
{
    private const string Unreadable = "IA3370";

    private const string OverLimit = "IA3371";

    public static FaultException Broken(string kind, Exception e) => new(Unreadable, $"The body is no {kind} that can be read: {Fault.Cut(e.Message)}", "Parts before the damage were handed out; ia trace shows the body before this step.", e);

    public static FaultException CantRead(string name, string why) => new(Unreadable, $"The file '{Fault.Cut(name)}' of the archive can't be read: {why}.", "Ask the sender for an archive without it.");

    public static FaultException TooManyEntries(int most) => new(OverLimit, $"The archive has more than {most} entries.", "Raise maxEntries, if the sender is to be trusted with it.");

    public static FaultException TooLarge(ByteSize most) => new(OverLimit, $"The files of the archive are larger than {most} together, unpacked.", "Raise maxSize, if the sender is to be trusted with it.");

    public static FaultException TooDense(string name, int most) => new(
        OverLimit,
        $"The file '{Fault.Cut(name)}' is more than {most} times larger than it is packed, as files are that are made to fill a disk.",
        "Raise maxRatio, if the sender is to be trusted with it.");

    public static FaultException UnsafeName(string name) => new(
        "IA3372",
        $"The archive has a file '{Fault.Cut(name)}', whose name is absolute, leads out of its folder, or is no name on every system.",
        "A receiver would write it where it does not belong: ask the sender for relative names.");
}
