using System.Runtime.InteropServices;

namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>One step of a program; most go on with the instruction behind them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(Operation Operation, RuneClass? Runes = null, int Target = 0);
