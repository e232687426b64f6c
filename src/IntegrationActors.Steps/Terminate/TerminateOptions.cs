using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Terminate;

/// <summary>Ends the whole run quietly, from within a local process too. The message counts as COMPLETED.</summary>
[Step("terminate", typeof(TerminateStep), Sap = "Terminate Message", Camel = "stop")]
[Example("The end of everything", "- terminate")]
[Example(
    "Drops messages that are there for a test",
    """
    - router:
        - when: "${header.X-Test} = 'true'"
          steps:
            - terminate
    """)]
public sealed record TerminateOptions : StepOptions;
