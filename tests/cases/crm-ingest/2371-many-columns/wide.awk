BEGIN {
	printf "C,D,T"
	for (i = 3; i < n; i++)
		printf ",h" i
	printf "\na,2024-01-02,x"
	for (i = 3; i < n; i++)
		printf "," i
	print ""
}
