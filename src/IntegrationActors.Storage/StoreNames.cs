using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage;

/// <summary>Checks what comes from a flow before it becomes a key.</summary>
internal static class StoreNames
{
    /// <summary>A text that is neither empty nor too long.</summary>
    /// <exception cref="FaultException">IA3512: empty or too long.</exception>
    public static string Check(string what, string name, int longest) => name.Length is > 0 && name.Length <= longest
        ? name
        : throw StoreFaults.Invalid($"{what} has {name.Length} characters; it needs 1 to {longest}.", "Shorten the text, or see what the expression gives that makes it.");

    /// <summary>A time above zero that is not too long.</summary>
    /// <exception cref="FaultException">IA3512: not above zero, or too long.</exception>
    public static TimeSpan Check(string what, TimeSpan time, TimeSpan longest) => time > TimeSpan.Zero && time <= longest
        ? time
        : throw StoreFaults.Invalid($"{what} is {time}; it must be above zero and at most {longest}.");

    public static string Cut(string name, int longest) => name.Length <= longest ? name : name[..longest];
}
