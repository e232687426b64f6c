using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Probing;

/// <summary>Makes a step of what the test of a layer gives.</summary>
public static class LayerProbe
{
    /// <summary>Tests a layer.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="test">Gives what came back, or throws a <see cref="FaultException"/>.</param>
    public static async ValueTask<ProbeStep> TestAsync(string layer, Func<ValueTask<string>> test)
    {
        try
        {
            return ProbeStep.Passed(layer, await test());
        }
        catch (FaultException e)
        {
            return ProbeStep.Failed(layer, e.Fault);
        }
    }
}
