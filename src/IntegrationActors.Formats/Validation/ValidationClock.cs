using System.Globalization;

namespace IntegrationActors.Formats.Validation;

/// <summary>Ends a validation that takes far longer than documents of its length do: a match of a pattern has a limit of its own, and a document may have a value for many of them.</summary>
internal sealed class ValidationClock(TimeProvider time)
{
    // Several times what is needed on a busy machine.
    private static readonly TimeSpan AnyDocument = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan EachMegabyte = TimeSpan.FromMilliseconds(500);

    private readonly long _start = time.GetTimestamp();

    /// <summary>Says that so many bytes were validated.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3442: that took too long.</exception>
    public void Check(long bytes)
    {
        if (time.GetElapsedTime(_start) is var taken && taken > AnyDocument + (EachMegabyte * (bytes / 1e6)))
        {
            throw ValidationFaults.TooMuch(string.Create(CultureInfo.InvariantCulture, $"it took {taken.TotalMilliseconds:0} ms so far, far longer than others of its length, as patterns with repetitions inside of repetitions do"));
        }
    }
}
