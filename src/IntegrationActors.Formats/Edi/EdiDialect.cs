using System.Text;

namespace IntegrationActors.Formats.Edi;

/// <summary>How an interchange is written.</summary>
/// <param name="Standard">The standard.</param>
/// <param name="Separators">The separators; repetitions only where the version has them.</param>
/// <param name="Encoding">Encoding of the values.</param>
/// <param name="ServiceString">The six characters of UNA; null: it is not written.</param>
/// <param name="LineBreak">What stands behind each segment: nothing, or a line break.</param>
internal sealed record EdiDialect(EdiStandard Standard, EdiSeparators Separators, Encoding Encoding, byte[]? ServiceString, byte[] LineBreak);
