using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>
/// The engine looks at its budget between statements. Functions of the language that make much, or take long, within one statement ask this meter before they do.
/// </summary>
internal sealed class ScriptMeter(Engine engine, ScriptBudget budget)
{
    private readonly long _start = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>Asks whether so many bytes may still be allocated.</summary>
    /// <exception cref="ScriptMemoryException">They may not.</exception>
    public void Charge(double bytes)
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _start + bytes > budget.Memory)
        {
            throw new ScriptMemoryException();
        }
    }

    /// <summary>Asks whether a text of so many characters may be made.</summary>
    public void ChargeText(double characters) => Charge(characters * sizeof(char));

    /// <summary>Says that one more step of a loop of ours is done, as a statement would: time, statements, memory and stack are looked at.</summary>
    public void Step()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        engine.Constraints.Check();
    }

    /// <summary>An array of so many elements.</summary>
    public void ChargeElements(double count)
    {
        if (count > ScriptBudget.MaxArraySize)
        {
            throw new ScriptMemoryException();
        }

        Charge(count * nint.Size);
    }

    /// <summary>The text of a value; texts of objects are made by scripts, or by functions that are metered themselves.</summary>
    public string Text(JsValue value)
    {
        if (value is not JsString)
        {
            Step();
        }

        return TypeConverter.ToString(value);
    }
}
