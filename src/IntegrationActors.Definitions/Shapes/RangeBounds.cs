using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>Bounds of a <see cref="RangeAttribute"/>. Those of durations and sizes are written as in YAML: <c>[Range(typeof(TimeSpan), "1s", "1h")]</c>.</summary>
internal readonly record struct RangeBounds(IComparable Least, IComparable Most, string LeastText, string MostText)
{
    public static RangeBounds Of(RangeAttribute range, ValueShape shape)
    {
        var scalar = ((shape as ListShape)?.Item ?? shape) as ScalarShape
            ?? throw new NotSupportedException($"A range fits numbers, durations and sizes, not {shape.Word}.");
        return new RangeBounds(Parse(range.Minimum, scalar), Parse(range.Maximum, scalar), Text(range.Minimum), Text(range.Maximum));
    }

    public bool Contains(object value) => Least.CompareTo(Comparable(value)) <= 0 && Most.CompareTo(Comparable(value)) >= 0;

    public override string ToString() => $"from {LeastText} to {MostText}";

    private static IComparable Parse(object bound, ScalarShape shape) =>
        shape.Type.Parse(Text(bound)) is { } value ? Comparable(value) : throw new NotSupportedException($"'{bound}' is no {shape.Word}, and can't bound one.");

    private static IComparable Comparable(object value) => value is ByteSize size ? size.Bytes : (IComparable)value;

    private static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "";
}
