using System.Globalization;
using System.Text.Encodings.Web;
using System.Xml.XPath;
using Fluid.Values;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>A node of XML: its text, and what the filter <c>xpath</c> looks into.</summary>
internal sealed class LiquidNode(XPathNavigator node) : FluidValue
{
    public XPathNavigator Node { get; } = node;

    public override FluidValues Type => FluidValues.Object;

    public override bool Equals(FluidValue? other) => other is not null && string.Equals(ToStringValue(), other.ToStringValue(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToStringValue());

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => decimal.TryParse(Node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public override string ToStringValue() => Node.Value;

    public override object ToObjectValue() => Node;

    public override bool IsNil() => false;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        encoder.Encode(writer, Node.Value);
        return default;
    }
}
