<page:doBody/>
