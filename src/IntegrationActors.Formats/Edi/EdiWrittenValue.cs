namespace IntegrationActors.Formats.Edi;

/// <summary>A value to write.</summary>
/// <param name="Element">Number of its element, from 1.</param>
/// <param name="Repetition">Number of the repetition, from 1.</param>
/// <param name="Component">Number of the component, from 1.</param>
/// <param name="Text">The value, not empty.</param>
internal readonly record struct EdiWrittenValue(int Element, int Repetition, int Component, string Text) : IComparable<EdiWrittenValue>
{
    public int CompareTo(EdiWrittenValue other) => (Element, Repetition, Component).CompareTo((other.Element, other.Repetition, other.Component));

    /// <summary>The text at a place; empty when there is none.</summary>
    public static string Find(List<EdiWrittenValue> values, int element, int component = 1) =>
        values.Find(value => value.Element == element && value.Component == component).Text ?? "";

    /// <summary>Puts a text at a place, or instead of the one that is there.</summary>
    public static void Set(List<EdiWrittenValue> values, int element, string text)
    {
        values.RemoveAll(value => value.Element == element);
        values.Add(new EdiWrittenValue(element, 1, 1, text));
    }
}
