namespace IntegrationActors.Formats.Edi;

/// <summary>A value that is not empty, as it stands in its segment.</summary>
/// <param name="Element">Number of the element, from 1.</param>
/// <param name="Repetition">Number of the repetition, from 1.</param>
/// <param name="Component">Number of the component, from 1.</param>
/// <param name="Start">Where it begins in the segment.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="HasRelease">Whether it holds release characters.</param>
internal readonly record struct EdiValue(int Element, int Repetition, int Component, int Start, int Length, bool HasRelease);
