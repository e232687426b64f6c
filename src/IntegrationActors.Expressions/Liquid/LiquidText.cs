namespace IntegrationActors.Expressions.Liquid;

/// <summary>Collects text, up to a bound.</summary>
internal sealed class LiquidText : StringWriter
{
    public LiquidText()
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
    }

    public override void Write(char value)
    {
        Check(1);
        base.Write(value);
    }

    public override void Write(string? value)
    {
        Check(value?.Length ?? 0);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Check(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Check(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    private void Check(int more)
    {
        if (GetStringBuilder().Length + more > LiquidOptions.MaxValue)
        {
            throw LiquidOptions.TooMuch("capture", $"a text of more than {LiquidOptions.MaxValue} characters");
        }
    }
}
