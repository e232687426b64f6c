using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace IntegrationActors.Management.Problems;

/// <summary>Puts the framework's exception handler first, so that what nobody expects is logged there and answered as a problem without details.</summary>
internal sealed class UnexpectedFailures : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler();
        next(app);
    };
}
