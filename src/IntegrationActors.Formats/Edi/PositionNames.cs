using System.Globalization;
using System.Text;

namespace IntegrationActors.Formats.Edi;

/// <summary>Names of elements and components that no grammar names: <c>E_02</c> is the second element of its segment, <c>E_02_01</c> the first component of that.</summary>
internal static class PositionNames
{
    private const int Kept = 100;

    private static readonly byte[]?[] Elements = new byte[]?[Kept];

    private static readonly byte[]?[] Components = new byte[]?[Kept * Kept];

    public static byte[] Element(int element) => element < Kept ? Elements[element] ??= Make(element) : Make(element);

    public static byte[] Component(int element, int component) => element < Kept && component < Kept
        ? Components[(element * Kept) + component] ??= Make(element, component)
        : Make(element, component);

    /// <summary>The place that a name says; 0 for a component that it doesn't say.</summary>
    public static bool TryParse(string name, out int element, out int component)
    {
        (element, component) = (0, 0);
        return name.Split('_') switch
        {
            ["E", var place] => TryNumber(place, out element),
            ["E", var place, var inner] => TryNumber(place, out element) && TryNumber(inner, out component),
            _ => false,
        };
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= EdiTokenizer.MaxPositions;

    private static byte[] Make(int element, int component = 0) => Encoding.ASCII.GetBytes(component == 0
        ? string.Create(CultureInfo.InvariantCulture, $"E_{element:00}")
        : string.Create(CultureInfo.InvariantCulture, $"E_{element:00}_{component:00}"));
}
