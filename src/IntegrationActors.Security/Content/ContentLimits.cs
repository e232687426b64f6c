namespace IntegrationActors.Security.Content;

/// <summary>How much a message may become when it is opened.</summary>
/// <param name="MaxSize">Most bytes of the content.</param>
/// <param name="MaxRatio">How many times larger than the message the content may be, once it is above <see cref="FreeSize"/>.</param>
public sealed record ContentLimits(long MaxSize, int MaxRatio)
{
    /// <summary>Up to this many bytes the ratio does not count.</summary>
    public const int FreeSize = 1024 * 1024;

    internal void Check(long content, long message)
    {
        if (content > MaxSize)
        {
            throw SecurityFault.TooLarge($"its content is larger than {MaxSize} bytes (maxSize)");
        }

        if (content > FreeSize && content / MaxRatio > message)
        {
            throw SecurityFault.TooLarge($"its content is more than {MaxRatio} times larger than itself (maxRatio)");
        }
    }
}
