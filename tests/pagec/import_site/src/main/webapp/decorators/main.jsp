<html><head><title><decorator:title default="Happy Paws"/></title></head>
<body><t:panel title="Main"><decorator:body/></t:panel></body></html>
