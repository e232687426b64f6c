using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Stylesheets;

/// <summary>How much a transformation may make of a document.</summary>
/// <param name="MaxSize">Most bytes of the result.</param>
/// <param name="MaxRatio">How many times larger than the document the result may be, once it is above <see cref="AnyRatio"/>.</param>
internal sealed record ResultLimits(ByteSize MaxSize, int MaxRatio)
{
    /// <summary>Up to this many bytes the ratio does not count.</summary>
    public const long AnyRatio = 10 * 1024 * 1024;

    private const string Code = "IA3344";

    public static FaultException TooMuchMemory() => new(
        Code, "The variables of the transformation need too much memory for this document.", "Look for a variable that holds copies of copies, or a template that calls itself with a longer text each time.");

    /// <summary>Looks at a result while it is written.</summary>
    /// <param name="result">Its bytes so far.</param>
    /// <param name="input">Bytes of the document.</param>
    /// <exception cref="FaultException">IA3344: it is too large.</exception>
    public void Check(long result, long input)
    {
        if (result > MaxSize.Bytes)
        {
            throw new FaultException(Code, $"The result is larger than {MaxSize}.", "Look for a loop inside of a loop; a result that has to be so large can be allowed with maxSize.");
        }

        if (result > AnyRatio && result / MaxRatio > input)
        {
            throw new FaultException(
                Code,
                $"The result is more than {MaxRatio} times larger than the document of {input} bytes.",
                "Look for a loop inside of a loop; a result that has to be so large can be allowed with maxRatio.");
        }
    }
}
